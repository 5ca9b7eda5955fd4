// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import javax.ws.rs.ApplicationPath;
import javax.ws.rs.core.Application;

/** Registered by the implementation's initializer, with all classes that it finds. */
@ApplicationPath("api")
public class PathApplication extends Application {}
