// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;

/** Sets up the inventory when the application starts. */
public final class InventoryListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    new Inventory().publishIn(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    // Nothing to release: the inventory goes with the context.
  }
}
