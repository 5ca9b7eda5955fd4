// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.glassfish.jersey.server.ResourceConfig;

/** Names packages in Jersey's own way. */
public class ShopConfig extends ResourceConfig {
  public ShopConfig() {
    packages("com.example.none; com.example.shop");
  }
}
