// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import io.github.servletbearer.TokenVerifier;

/** Is there when the application is compiled, and not when it runs. */
abstract class LeftOut implements TokenVerifier {}
