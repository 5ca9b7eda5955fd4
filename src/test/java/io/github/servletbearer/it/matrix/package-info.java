// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
/**
 * One suite for all containers: {@link io.github.servletbearer.it.matrix.ContainersIT} starts each
 * server with the same applications and sends it the same requests; {@link
 * io.github.servletbearer.it.matrix.ContainersPage} writes {@code docs/containers.md} from what
 * came out.
 */
package io.github.servletbearer.it.matrix;
