// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A part of a form, as Jersey's, which is known by its name. */
@Retention(RetentionPolicy.RUNTIME)
@interface FormDataParam {
  String value();
}
