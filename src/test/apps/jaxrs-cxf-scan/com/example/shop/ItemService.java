// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.springframework.stereotype.Service;

/** A bean with a name of its own. */
@Service("items#rest")
public class ItemService extends ItemResource {}
