// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values by the declarations of their settings. Immutable. */
public final class SettingValues {
  private final Map<Setting<?>, Object> values;
  private final Set<Setting<?>> invalid;

  private SettingValues(Map<Setting<?>, Object> values, Set<Setting<?>> invalid) {
    this.values = Collections.unmodifiableMap(new HashMap<>(values));
    this.invalid = Collections.unmodifiableSet(new HashSet<>(invalid));
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.values.putAll(values);
    builder.invalid.addAll(invalid);
    return builder;
  }

  /** Collects values. Not thread-safe. */
  public static final class Builder {
    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Set<Setting<?>> invalid = new HashSet<>();

    /** Sets a value; null unsets it. */
    public <T> Builder put(Setting<T> setting, @Nullable T value) {
      if (value == null) {
        values.remove(setting);
      } else {
        values.put(setting, value);
      }
      return this;
    }

    /** Notes that a value is written that is not valid. */
    public void invalid(Setting<?> setting) {
      invalid.add(setting);
    }

    public SettingValues build() {
      return new SettingValues(values, invalid);
    }
  }

  /**
   * The value of a setting, or its default.
   *
   * @throws IllegalStateException if it is not set and has no default: use {@link #find} where that
   *     can be
   */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value != null) {
      return value;
    }
    Setting<T> other = setting.other();
    if (other != null) {
      return get(other);
    }
    T defaultValue = setting.defaultValue();
    if (defaultValue == null) {
      throw new IllegalStateException(setting.key() + " is not set and has no default");
    }
    return defaultValue;
  }

  /** The value of a setting where one is set, or null. */
  @SuppressWarnings("unchecked") // by put
  public <T> @Nullable T find(Setting<T> setting) {
    return (T) values.get(setting);
  }

  /** Whether a value is written, be it valid or not. */
  boolean isWritten(Setting<?> setting) {
    return values.containsKey(setting) || invalid.contains(setting);
  }
}
