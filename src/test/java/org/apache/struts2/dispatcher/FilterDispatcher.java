// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package org.apache.struts2.dispatcher;

import javax.servlet.Filter;

/** Has the name of Struts 2's filter, and nothing else of it. */
public abstract class FilterDispatcher implements Filter {}
