// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.PBEKeySpec;

/**
 * Counts how much Java derives from passwords until it is closed, as a security provider in front
 * of Java's own: the work of a login is what its time tells, and does not depend on the machine.
 */
public final class Derivations implements AutoCloseable {
  private static final String PBKDF2 = "PBKDF2WithHmacSHA256";

  /** Each derivation as {@code "iterations x bits"}, of this whole JVM. */
  private static final List<String> DONE = new ArrayList<>();

  private final Provider counting = new Counting();

  public Derivations() {
    Security.insertProviderAt(counting, 1);
  }

  /** What has been derived since the last call. */
  public List<String> take() {
    synchronized (DONE) {
      List<String> done = List.copyOf(DONE);
      DONE.clear();
      return done;
    }
  }

  @Override
  public void close() {
    Security.removeProvider(counting.getName());
    take();
  }

  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;

    Counting() {
      super("CountedDerivations", "1", "counts, and leaves the work to SunJCE");
      put("SecretKeyFactory." + PBKDF2, Factory.class.getName());
    }
  }

  /** Public for Java, which makes it by its name. */
  public static final class Factory extends SecretKeyFactorySpi {
    private final SecretKeyFactory real;

    public Factory() throws GeneralSecurityException {
      real = SecretKeyFactory.getInstance(PBKDF2, "SunJCE");
    }

    @Override
    protected SecretKey engineGenerateSecret(KeySpec spec) throws InvalidKeySpecException {
      PBEKeySpec password = (PBEKeySpec) spec;
      synchronized (DONE) {
        DONE.add(password.getIterationCount() + " x " + password.getKeyLength());
      }
      return real.generateSecret(spec);
    }

    @Override
    protected KeySpec engineGetKeySpec(SecretKey key, Class<?> kind)
        throws InvalidKeySpecException {
      return real.getKeySpec(key, kind);
    }

    @Override
    protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
      return real.translateKey(key);
    }
  }
}
