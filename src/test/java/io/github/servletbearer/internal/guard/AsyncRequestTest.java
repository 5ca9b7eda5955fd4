// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletContext;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Asynchronous work sees the user of the token, and no header that is hidden. */
class AsyncRequestTest {
  private final Container container = new Container();
  private final GuardedApplication app = new GuardedApplication(container);

  /** A request of a container, which starts asynchronous work with itself. */
  public static final class Container extends Fakes.Request {
    final Work work = new Work();

    public AsyncContext startAsync() {
      work.request = http();
      work.original = true;
      return getAsyncContext();
    }

    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
      work.request = request;
      return getAsyncContext();
    }

    public AsyncContext getAsyncContext() {
      return work.context;
    }
  }

  /** The work, as a container has it. */
  public static final class Work {
    final List<AsyncListener> listeners = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final AsyncContext context = Fakes.as(AsyncContext.class, this);
    ServletRequest request;
    boolean original;
    long timeout = 30_000;

    /** That of a fake is asked here. */
    @Override
    public boolean equals(Object other) {
      return other == context;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    public ServletRequest getRequest() {
      return request;
    }

    public ServletResponse getResponse() {
      return null;
    }

    public boolean hasOriginalRequestAndResponse() {
      return original;
    }

    public void dispatch() {
      calls.add("dispatch");
    }

    public void dispatch(String path) {
      calls.add("dispatch " + path);
    }

    public void dispatch(ServletContext context, String path) {
      calls.add("dispatch elsewhere " + path);
    }

    public void complete() {
      calls.add("complete");
    }

    public void start(Runnable run) {
      run.run();
    }

    public void addListener(AsyncListener listener) {
      listeners.add(listener);
    }

    public void addListener(AsyncListener listener, ServletRequest in, ServletResponse out) {
      calls.add("supplied " + (in == null));
      listeners.add(listener);
    }

    public <T extends AsyncListener> T createListener(Class<T> type) {
      try {
        return type.getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    public void setTimeout(long millis) {
      timeout = millis;
    }

    public long getTimeout() {
      return timeout;
    }
  }

  /** Notes what it was told. */
  public static class Recorder implements AsyncListener {
    final List<String> told = new ArrayList<>();

    private void add(String what, AsyncEvent event) {
      told.add(what + " " + userOf(event.getAsyncContext()) + " " + event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      add("complete", event);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      add("timeout", event);
    }

    @Override
    public void onError(AsyncEvent event) {
      add("error", event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      add("start", event);
    }
  }

  private static String userOf(AsyncContext work) {
    return ((HttpServletRequest) work.getRequest()).getRemoteUser();
  }

  @BeforeEach
  void judge() throws Exception {
    app.request.header("Authorization", "Bearer good");
    app.run(app.guard("forwardAuthorization", "false"));
  }

  @Test
  @DisplayName("E6: startAsync() without arguments keeps the user, wherever its request is asked")
  void userStays() {
    AsyncContext work = app.passed.startAsync();
    assertThat(userOf(work)).isEqualTo("johndoe");
    assertThat(userOf(app.passed.getAsyncContext())).isEqualTo("johndoe");
    assertThat(((HttpServletRequest) work.getRequest()).getHeader("Authorization")).isNull();
    assertThat(work.hasOriginalRequestAndResponse()).isTrue();
  }

  @Test
  @DisplayName("E6: startAsync(request, response) keeps it, with whichever request")
  void userStaysWithGivenRequests() {
    AsyncContext wrapped = app.passed.startAsync(app.passed, app.response.http());
    assertThat(wrapped.getRequest()).as("the very one").isSameAs(app.passed);
    AsyncContext raw = app.passed.startAsync(app.request.http(), app.response.http());
    assertThat(userOf(raw)).isEqualTo("johndoe");
    assertThat(((HttpServletRequest) raw.getRequest()).getHeader("Authorization")).isNull();
    assertThat(raw.hasOriginalRequestAndResponse()).isFalse();
  }

  @Test
  @DisplayName("E6: listeners are told of work whose request has the user")
  void listenersSeeTheUser() throws Exception {
    AsyncContext work = app.passed.startAsync();
    Recorder first = new Recorder();
    Recorder second = work.createListener(Recorder.class);
    work.addListener(first);
    work.addListener(second, app.passed, app.response.http());
    Throwable failure = new IllegalStateException("x");
    AsyncContext own = container.getAsyncContext();
    for (AsyncListener listener : container.work.listeners) {
      listener.onStartAsync(new AsyncEvent(own));
      listener.onError(new AsyncEvent(own, failure));
      listener.onTimeout(new AsyncEvent(own, app.passed, app.response.http()));
      listener.onComplete(new AsyncEvent(own));
    }
    assertThat(first.told)
        .containsExactly(
            "start johndoe null",
            "error johndoe " + failure,
            "timeout johndoe null",
            "complete johndoe null")
        .isEqualTo(second.told);
    assertThat(container.work.calls).containsExactly("supplied false");
  }

  @Test
  @DisplayName("work is the same key wherever it comes from: applications keep theirs in sets")
  void workIsTheSameKey() throws Exception {
    Set<AsyncContext> waiting = new HashSet<>();
    AsyncContext work = app.passed.startAsync();
    waiting.add(work);
    assertThat(waiting).contains(app.passed.getAsyncContext());
    assertThat(work).isNotEqualTo(new Container().getAsyncContext()).isNotEqualTo(null);
    work.addListener(
        new Recorder() {
          @Override
          public void onComplete(AsyncEvent event) {
            waiting.remove(event.getAsyncContext());
          }
        });
    container.work.listeners.get(0).onComplete(new AsyncEvent(container.getAsyncContext()));
    assertThat(waiting).isEmpty();
  }

  @Test
  @DisplayName(
      "E6: the request that a container supplies to a listener by itself is the judged one")
  void suppliedRequestIsJudged() throws Exception {
    AsyncContext work = app.passed.startAsync();
    List<ServletRequest> supplied = new ArrayList<>();
    work.addListener(
        new Recorder() {
          @Override
          public void onTimeout(AsyncEvent event) {
            supplied.add(event.getSuppliedRequest());
          }
        });
    AsyncListener listener = container.work.listeners.get(0);
    AsyncContext own = container.getAsyncContext();
    listener.onTimeout(new AsyncEvent(own, container.work.request, app.response.http()));
    HttpServletRequest judged = (HttpServletRequest) supplied.get(0);
    assertThat(judged.getRemoteUser()).isEqualTo("johndoe");
    assertThat(judged.getHeader("Authorization")).isNull();
    ServletRequest wrapping = new HttpServletRequestWrapper(app.passed);
    listener.onTimeout(new AsyncEvent(own, wrapping, app.response.http()));
    listener.onTimeout(new AsyncEvent(own));
    assertThat(supplied.subList(1, 3)).containsExactly(wrapping, null);
  }

  @Test
  void everythingElseIsTheContainers() {
    AsyncContext work = app.passed.startAsync();
    work.dispatch();
    work.dispatch("/api/x");
    work.dispatch(null, "/x");
    work.start(() -> container.work.calls.add("run"));
    work.complete();
    work.setTimeout(5);
    assertThat(container.work.calls)
        .containsExactly("dispatch", "dispatch /api/x", "dispatch elsewhere /x", "run", "complete");
    assertThat(work.getTimeout()).isEqualTo(5).isEqualTo(container.work.timeout);
    assertThat(work.getResponse()).isNull();
  }
}
