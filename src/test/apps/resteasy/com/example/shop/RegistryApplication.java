// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Set;

/** The other application, and what lists it. */
public class RegistryApplication extends NamedApplication {
  @Override
  public Set<Class<?>> getClasses() {
    Set<Class<?>> classes = super.getClasses();
    classes.add(RegistryResource.class);
    return classes;
  }
}
