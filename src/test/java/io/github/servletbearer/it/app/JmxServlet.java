// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A console without a port: what JMX shows of an application, and what it can be told there. */
public final class JmxServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String DOMAIN = "io.github.servletbearer:";

  /** All names, and the attributes of the application at {@code context}. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      JsonText json = new JsonText();
      json.add("names", server.queryNames(new ObjectName(DOMAIN + "*"), null).toString());
      String context = request.getParameter("context");
      if (context != null) {
        ObjectName name = name(context);
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
          Object value = server.getAttribute(name, attribute.getName());
          json.add(attribute.getName(), value instanceof TabularData ? text(value) : "" + value);
        }
      }
      send(response, json);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /** Invokes an operation, with one argument or none; or counts the live objects of a class. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      String operation = request.getParameter("operation");
      String argument = request.getParameter("argument");
      Object result;
      if (operation.equals("instances")) {
        result = instances(server, argument);
      } else {
        Object[] arguments = argument == null ? new Object[0] : new Object[] {argument};
        String[] types = argument == null ? new String[0] : new String[] {String.class.getName()};
        result = server.invoke(name(request.getParameter("context")), operation, arguments, types);
      }
      send(response, new JsonText().add("result", String.valueOf(result)));
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  private static ObjectName name(String context) throws JMException {
    return new ObjectName(DOMAIN + "type=Application,context=" + ObjectName.quote(context));
  }

  /** After a full collection, over all class loaders. */
  private static int instances(MBeanServer server, String className) throws JMException {
    Object histogram =
        server.invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "gcClassHistogram",
            new Object[] {new String[0]},
            new String[] {String[].class.getName()});
    int count = 0;
    String line = "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(className) + "\\s*$";
    Matcher found = Pattern.compile(line).matcher(histogram.toString());
    while (found.find()) { // a line for each class loader
      count += Integer.parseInt(found.group(1));
    }
    return count;
  }

  private static String text(Object table) {
    Map<Object, Object> entries = new TreeMap<>();
    for (Object row : ((TabularData) table).values()) {
      entries.put(((CompositeData) row).get("key"), ((CompositeData) row).get("value"));
    }
    return entries.toString();
  }

  private static void send(HttpServletResponse response, JsonText json) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
