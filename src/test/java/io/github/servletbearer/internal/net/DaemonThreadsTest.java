// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

  @Test
  @DisplayName("a thread does not have the class loader of the one that starts it")
  void threadIsNoHeir() throws Exception {
    CompletableFuture<Thread> started = new CompletableFuture<>();
    DaemonThreads threads = new DaemonThreads();
    Thread deployer =
        new Thread(() -> threads.start("work", () -> started.complete(Thread.currentThread())));
    deployer.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    deployer.start();
    Thread work = started.get(10, TimeUnit.SECONDS);

    assertThat(work.isDaemon()).isTrue();
    assertThat(work.getName()).isEqualTo("work");
    assertThat(work.getContextClassLoader()).isSameAs(DaemonThreads.class.getClassLoader());
  }

  @Test
  @DisplayName("after the end nothing is started")
  void nothingIsStartedAfterTheEnd() {
    DaemonThreads threads = new DaemonThreads();
    threads.shut();

    assertThat(threads.start("work", () -> {})).isFalse();
  }
}
