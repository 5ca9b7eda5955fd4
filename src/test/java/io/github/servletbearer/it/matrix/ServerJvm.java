// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the JVM of a server from outside: its heap, threads and MBeans. */
final class ServerJvm implements AutoCloseable {

  private static final String OURS = "io.github.servletbearer.";
  private static final Pattern ROW = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)");

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private ServerJvm(JMXConnector connector, MBeanServerConnection beans) {
    this.connector = connector;
    this.beans = beans;
  }

  /** The JVM that the tests have started with this text in its command line. */
  @SuppressWarnings("BanJNDI") // The other side is a process that the tests have started.
  static ServerJvm startedWith(String text) {
    ProcessHandle process =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("java"))
            .filter(each -> each.info().commandLine().orElse("").contains(text))
            .reduce((one, other) -> other)
            .orElseThrow(() -> new AssertionError("no JVM was started with " + text));
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      JMXConnector connector = JMXConnectorFactory.connect(address);
      return new ServerJvm(connector, connector.getMBeanServerConnection());
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After a full collection: instances of each class, once for each class loader that has it. */
  Map<String, List<Integer>> histogram() {
    try {
      Object text =
          beans.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      Map<String, List<Integer>> rows = new HashMap<>();
      for (String line : text.toString().split("\n", -1)) {
        Matcher row = ROW.matcher(line);
        if (row.find()) {
          rows.computeIfAbsent(row.group(2), name -> new ArrayList<>())
              .add(Integer.valueOf(row.group(1)));
        }
      }
      return rows;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Classes of ours that more than one class loader has instances of. */
  static List<String> loadedTwice(Map<String, List<Integer>> histogram) {
    return histogram.entrySet().stream()
        .filter(row -> row.getKey().startsWith(OURS) && row.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  static int instances(Map<String, List<Integer>> histogram, String className) {
    return histogram.getOrDefault(className, List.of()).stream().mapToInt(Integer::intValue).sum();
  }

  int threads() {
    return threadBean().getThreadCount();
  }

  /** Threads that run code of ours. */
  List<String> threadsOfOurs() {
    ThreadMXBean bean = threadBean();
    List<String> names = new ArrayList<>();
    for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds(), Integer.MAX_VALUE)) {
      if (thread != null
          && Arrays.stream(thread.getStackTrace())
              .anyMatch(frame -> frame.getClassName().startsWith(OURS))) {
        names.add(thread.getThreadName());
      }
    }
    return names;
  }

  private ThreadMXBean threadBean() {
    try {
      return ManagementFactory.newPlatformMXBeanProxy(
          beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of our MBeans. */
  Set<String> beansOfOurs() {
    try {
      Set<String> names = new TreeSet<>();
      beans
          .queryNames(new ObjectName("io.github.servletbearer:*"), null)
          .forEach(name -> names.add(name.toString()));
      return names;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
