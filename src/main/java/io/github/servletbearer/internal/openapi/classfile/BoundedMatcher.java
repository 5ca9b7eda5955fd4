// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import io.github.servletbearer.internal.log.LimitedLog;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Matches texts by regular expressions that files of the application name, and that may be made to
 * take for ever. After so many looks at characters nothing matches any more. Not thread-safe.
 */
public final class BoundedMatcher {
  private static final LimitedLog LOG =
      new LimitedLog(Logger.getLogger(BoundedMatcher.class.getName()));

  private static final String TOO_LONG =
      "Patterns of paths, files or packages take too long to match: the document may lack"
          + " operations. openapiFile describes them";

  private final long most;
  private long looks = 0;

  /**
   * @param most looks at characters, of all texts together
   */
  public BoundedMatcher(long most) {
    this.most = most;
  }

  /** Whether a text matches as a whole; null where it is no regular expression. */
  public @Nullable Predicate<String> compile(String expression) {
    try {
      Pattern pattern = Pattern.compile(expression);
      return text -> matches(pattern, text);
    } catch (PatternSyntaxException | StackOverflowError e) {
      return null;
    }
  }

  private boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(text)).matches();
    } catch (StoppedException | StackOverflowError e) {
      LOG.log(Level.WARNING, TOO_LONG, null);
      return false;
    }
  }

  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
      super("too many looks", null, false, false);
    }
  }

  private final class Counted implements CharSequence {
    private final String text;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (looks++ >= most) {
        throw new StoppedException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
