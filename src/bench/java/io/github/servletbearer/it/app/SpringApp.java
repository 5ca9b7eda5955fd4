// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The same lock by Spring Security's resource server, as its reference shows it: stateless, opaque
 * tokens by an introspector that knows its one user, JWTs by a public key of this application.
 */
@Configuration
@EnableWebSecurity
public class SpringApp {
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> ACCESS_TOKEN =
      new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt"));

  private static final OAuth2AuthenticatedPrincipal USER =
      new DefaultOAuth2AuthenticatedPrincipal(
          "johndoe",
          Map.of("sub", "johndoe"),
          List.<GrantedAuthority>of(new SimpleGrantedAuthority("user")));

  /** The context parameter {@code bench.key} has the public key; without it, tokens are opaque. */
  @Bean
  public SecurityFilterChain chain(HttpSecurity http, Environment environment) throws Exception {
    String key = environment.getProperty("bench.key");
    http.csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(all -> all.anyRequest().authenticated());
    if (key == null) {
      http.oauth2ResourceServer(
          server -> server.opaqueToken(opaque -> opaque.introspector(token -> USER)));
    } else {
      NimbusJwtDecoder decoder =
          NimbusJwtDecoder.withPublicKey(publicKey(key))
              .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(ACCESS_TOKEN))
              .build();
      http.oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder)));
    }
    return http.build();
  }

  private static RSAPublicKey publicKey(String base64) throws GeneralSecurityException {
    byte[] der = Base64.getDecoder().decode(base64);
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }
}
