// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.sql.DataSource;

/**
 * An application that needs the connections of its pool itself: POST with {@code hold=2} takes so
 * many and keeps them, DELETE gives them back.
 */
public final class HeldConnections extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Deque<Connection> held = new ArrayDeque<>();

  @Override
  @SuppressWarnings("BanJNDI")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      DataSource pool = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/tokens");
      for (int i = Integer.parseInt(request.getParameter("hold")); i > 0; i--) {
        Connection connection = pool.getConnection();
        synchronized (held) {
          held.push(connection);
        }
      }
    } catch (NamingException | SQLException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    synchronized (held) {
      while (!held.isEmpty()) {
        try {
          held.pop().close();
        } catch (SQLException e) {
          throw new ServletException(e);
        }
      }
    }
  }
}
