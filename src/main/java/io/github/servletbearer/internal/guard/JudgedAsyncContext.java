// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import java.io.IOException;
import java.util.function.UnaryOperator;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous work of a judged request: its request, also that of the events of its listeners, is
 * the judged one. Everything else is the container's. Thread-safe as far as the container's is.
 *
 * <p>After {@code startAsync()} without arguments a container keeps its own request, below all
 * wrappers (Servlet 3.0 2.3.3.3): its user would be gone, and a hidden header visible. All calls
 * stay the container's, since {@code startAsync(request, response)} would change where {@code
 * dispatch()} leads to.
 */
final class JudgedAsyncContext implements AsyncContext {
  private final AsyncContext work;
  private final UnaryOperator<ServletRequest> judged;

  /**
   * @param judged returns the judged request for that of the work
   */
  JudgedAsyncContext(AsyncContext work, UnaryOperator<ServletRequest> judged) {
    this.work = work;
    this.judged = judged;
  }

  @Override
  public ServletRequest getRequest() {
    return judged.apply(work.getRequest());
  }

  @Override
  public ServletResponse getResponse() {
    return work.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return work.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    work.dispatch();
  }

  @Override
  public void dispatch(String path) {
    work.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    work.dispatch(context, path);
  }

  @Override
  public void complete() {
    work.complete();
  }

  @Override
  public void start(Runnable run) {
    work.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    work.addListener(new Listener(listener));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest supplied, ServletResponse response) {
    work.addListener(new Listener(listener), supplied, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return work.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    work.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return work.getTimeout();
  }

  /** The same work is the same key, as that of a container is: applications keep theirs in sets. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JudgedAsyncContext && work.equals(((JudgedAsyncContext) other).work);
  }

  @Override
  public int hashCode() {
    return work.hashCode();
  }

  private final class Listener implements AsyncListener {
    private final AsyncListener listener;

    Listener(AsyncListener listener) {
      this.listener = listener;
    }

    /** Where the application supplies no request, Tomcat and Jetty supply their own. */
    private AsyncEvent ofJudged(AsyncEvent event) {
      ServletRequest supplied = event.getSuppliedRequest();
      return new AsyncEvent(
          new JudgedAsyncContext(event.getAsyncContext(), judged),
          supplied == null ? null : judged.apply(supplied),
          event.getSuppliedResponse(),
          event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      listener.onComplete(ofJudged(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      listener.onTimeout(ofJudged(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      listener.onError(ofJudged(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      listener.onStartAsync(ofJudged(event));
    }
  }
}
