// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Class files of the application as a small model; the only package that sees ASM. */
package io.github.servletbearer.internal.openapi.classfile;
