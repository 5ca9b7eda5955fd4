// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The parts of a form in one object, as RESTEasy's, which is known by its name. */
@Retention(RetentionPolicy.RUNTIME)
@interface MultipartForm {}
