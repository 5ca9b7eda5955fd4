// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.springframework.stereotype.Component;

/** A bean that has the name of its class. */
@Component
public class SearchService extends SearchResource {}
