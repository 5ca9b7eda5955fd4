// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Small configuration files, read again when they change. */
package io.github.servletbearer.internal.file;
