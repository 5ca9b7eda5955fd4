// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import static io.github.servletbearer.internal.token.jwt.TestJwt.ISSUER;
import static io.github.servletbearer.internal.token.jwt.TestJwt.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What providers sign with one and the same key: access tokens, which are taken, and others, which
 * are not, though their audience fits. The shapes are those that providers document.
 */
class JwtKindTest {
  private static final String NO_ACCESS_TOKEN = "no access token: ";

  private final HandClock clock = new HandClock();

  /** A token that is right in all else, with these members added. */
  private TestJwt jwt(String type, String claims) {
    TestJwt jwt = new TestJwt(clock);
    if (!type.equals("-")) {
      jwt.header("typ", "'" + type + "'");
    }
    String json = "{" + claims.replace('\'', '"') + "}";
    try {
      Map<String, Object> members = StrictJson.object(json.getBytes(StandardCharsets.UTF_8));
      members.forEach((name, value) -> jwt.claim(name, json(value)));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(json, e);
    }
    return jwt;
  }

  private static String json(Object value) {
    if (value instanceof String) {
      return "'" + value + "'";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(JwtKindTest::json).toList()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      return "{"
          + String.join(
              ",",
              map.entrySet().stream()
                  .map(e -> "'" + e.getKey() + "':" + json(e.getValue()))
                  .toList())
          + "}";
    }
    return String.valueOf(value);
  }

  private JwtVerifier verifier() {
    return TestJwt.verifier(RULES, clock);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("JV-13: the access tokens of real providers are taken")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Entra v1, for a user | JWT | 'ver':'1.0','appid':'a','appidacr':'1','scp':'read','oid':'o','tid':'t','uti':'u','aio':'x','amr':['pwd'],'unique_name':'j@x','upn':'j@x','rh':'r'",
        "Entra v1, for an app | JWT | 'ver':'1.0','appid':'a','appidacr':'1','idp':'https://sts.windows.net/t/','oid':'o','roles':['Reader'],'tid':'t','uti':'u'",
        "Entra v2, for a user | JWT | 'ver':'2.0','azp':'a','azpacr':'0','name':'J','preferred_username':'j@x','oid':'o','scp':'read write','tid':'t','uti':'u','rh':'r'",
        "Entra v2, for an app | JWT | 'ver':'2.0','azp':'a','azpacr':'1','idtyp':'app','oid':'o','roles':['Reader'],'tid':'t','uti':'u'",
        "Entra v2, for an app without a role | JWT | 'ver':'2.0','azp':'a','azpacr':'1','oid':'o','tid':'t'",
        "Okta | - | 'ver':1,'jti':'AT.x','cid':'c','uid':'u','scp':['read'],'auth_time':1",
        "Okta, for an app | - | 'ver':1,'jti':'AT.x','cid':'c','scp':['read']",
        "Auth0 | JWT | 'azp':'c','scope':'openid profile read','permissions':['read']",
        "Auth0, RFC 9068 | at+jwt | 'client_id':'c','jti':'x','scope':'openid','auth_time':1",
        "Auth0, for an app without a scope | JWT | 'azp':'c','gty':'client-credentials'",
        "Cognito | - | 'token_use':'access','client_id':'c','scope':'aws.cognito.signin.user.admin','username':'j','cognito:groups':['g'],'origin_jti':'o','event_id':'e','jti':'x','auth_time':1,'version':2",
        "Keycloak since 24 | JWT | 'typ':'Bearer','azp':'web','sid':'s','acr':'1','scope':'openid email','realm_access':{'roles':['r']},'preferred_username':'j'",
        "Keycloak before 24 | JWT | 'typ':'Bearer','azp':'web','nonce':'n','session_state':'s','acr':'1','allowed-origins':['*'],'scope':'openid email'",
        "Keycloak before 24, no scope | JWT | 'typ':'Bearer','azp':'web','nonce':'n','session_state':'s'",
        "Keycloak, nonce mapped into it | at+jwt | 'typ':'Bearer','nonce':'n'",
        "Keycloak, service account | JWT | 'typ':'Bearer','azp':'svc','clientId':'svc','clientHost':'10.0.0.1','scope':''",
        "nonce and scope | JWT | 'nonce':'n','scope':'openid'",
        "nonce and an empty scope | JWT | 'nonce':'n','scope':''",
        "nonce and scp | - | 'nonce':'n','scp':['read']",
        "nonce and a type | at+jwt | 'nonce':'n'",
        "nonce and a media type | application/AT+JWT | 'nonce':'n'",
        "nonce and token_use | - | 'nonce':'n','token_use':'access'",
        "nonce and token_type | - | 'nonce':'n','token_type':'access_token'",
        "Google IAP | - | 'email':'j@x','hd':'x','google':{'access_levels':['accessPolicies/1']},'identity_source':'GOOGLE'",
        "PingFederate | - | 'client_id':'c','scope':['read','write'],'jti':'x','Username':'j','pi.atm':'1'",
        "PingOne | - | 'client_id':'c','scope':'read','jti':'x','env':'e','org':'o','p1.rid':'r','sid':'s'",
        "AD FS | JWT | 'apptype':'Public','appid':'a','authmethod':'x','auth_time':'2026-01-01T00:00:00.000Z','ver':'1.0','scp':'openid'",
        "Curity | at+jwt | 'purpose':'access_token','delegationId':'d','scope':'read','client_id':'c'",
        "Duende IdentityServer | at+jwt | 'client_id':'c','scope':['read'],'amr':['pwd'],'idp':'local','auth_time':1,'jti':'x'",
        "Ory Hydra | JWT | 'client_id':'c','scp':['read'],'ext':{'a':'b'},'jti':'x'",
        "Salesforce | JWT | 'mty':'oauth','scp':'api','client_id':'c','sfi':'s','roles':[]",
        "Spring Authorization Server | - | 'scope':['read'],'jti':'x'",
        "Zitadel | - | 'client_id':'c','jti':'x'",
        "UAA | JWT | 'cid':'c','azp':'c','grant_type':'password','scope':['read'],'rev_sig':'r','zid':'z','user_name':'j','origin':'uaa'",
        "IBM App ID | JWT | 'azp':'c','scope':'openid','tenant':'t','amr':['cloud_directory']",
        "ForgeRock AM | JWT | 'tokenName':'access_token','token_type':'Bearer','cts':'OAUTH2_STATELESS_GRANT','nonce':'n'",
        "Casdoor | JWT | 'tokenType':'access-token','azp':'web','nonce':'n','scope':'openid'",
        "types of one's own | JWT | 'typ':'service','token_type':'user','token_use':'m2m'",
        "token_type of a library | JWT | 'token_type':'access'",
      })
  void accessTokensAreTaken(String what, String type, String claims) throws BearerException {
    assertThat(verifier().verify(jwt(type, claims).text()).subject()).isEqualTo("johndoe");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("JV-13: ID, refresh, logout and other tokens of real providers are refused")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OpenID Connect, code | JWT | 'at_hash':'x'",
        "OpenID Connect, hybrid | JWT | 'c_hash':'x','nonce':'n','scope':'openid'",
        "FAPI | JWT | 's_hash':'x'",
        "FAPI, though it has a scope | JWT | 's_hash':'x','scope':'openid'",
        "Native SSO | JWT | 'ds_hash':'x','sid':'s'",
        "CIBA | JWT | 'urn:openid:params:jwt:claim:rt_hash':'x'",
        "a hash that is none | - | 's_hash':null",
        "Entra v1 | JWT | 'ver':'1.0','nonce':'n','name':'J','oid':'o','unique_name':'j@x','upn':'j@x','tid':'t','uti':'u'",
        "Entra v2 | JWT | 'ver':'2.0','nonce':'n','name':'J','preferred_username':'j@x','oid':'o','tid':'t','roles':['Reader'],'rh':'r'",
        "Entra, hybrid | JWT | 'ver':'2.0','c_hash':'x','name':'J'",
        "Okta | - | 'ver':1,'jti':'ID.x','amr':['pwd'],'idp':'i','nonce':'n','at_hash':'x','auth_time':1",
        "Auth0 | JWT | 'nickname':'j','name':'J','picture':'p','updated_at':'u','sid':'s','nonce':'n'",
        "Google | JWT | 'azp':'c','hd':'x','email':'j@x','email_verified':true,'at_hash':'x'",
        "Google, implicit | JWT | 'azp':'c','email':'j@x','nonce':'n'",
        "Apple | - | 'email':'j@x','nonce_supported':true,'auth_time':1",
        "Apple, with a scope | - | 'nonce_supported':false,'scope':'x'",
        "Cognito | - | 'token_use':'id','cognito:username':'j','email':'j@x','origin_jti':'o','event_id':'e'",
        "Cognito, with a scope | - | 'token_use':'id','scope':'openid'",
        "Keycloak ID | JWT | 'typ':'ID','azp':'web','sid':'s'",
        "Keycloak ID with a nonce | JWT | 'typ':'ID','nonce':'n','scope':'openid'",
        "Keycloak Refresh | JWT | 'typ':'Refresh','scope':'openid'",
        "Keycloak Offline | JWT | 'typ':'Offline','scope':'openid offline_access'",
        "Keycloak Logout | JWT | 'typ':'Logout','sid':'s'",
        "Keycloak Serialized-ID | JWT | 'typ':'Serialized-ID'",
        "Keycloak registration | JWT | 'typ':'RegistrationAccessToken'",
        "Keycloak initial access | JWT | 'typ':'InitialAccessToken'",
        "in another case | JWT | 'typ':'REFRESH'",
        "a media type as a claim | JWT | 'typ':'logout+jwt'",
        "a long media type as a claim | JWT | 'typ':'application/id+jwt'",
        "Simple JWT | JWT | 'token_type':'refresh','jti':'x'",
        "token_type ID token | JWT | 'token_type':'id_token'",
        "token_type DPoP | JWT | 'token_type':'DPoP','scope':'x'",
        "token_use refresh | - | 'token_use':'refresh'",
        "ForgeRock AM, ID | JWT | 'tokenName':'id_token','tokenType':'JWTToken'",
        "ForgeRock AM, refresh | JWT | 'tokenName':'refresh_token','token_type':'Bearer','scope':['read']",
        "Casdoor, refresh | JWT | 'tokenType':'refresh-token','azp':'web','scope':'openid'",
        "Curity ID | JWT | 'purpose':'id','auth_time':1",
        "a kind that is no text | JWT | 'typ':['ID']",
        "a use that is no text | JWT | 'token_use':7",
        "a kind that is null | JWT | 'token_type':null",
        "logout token | JWT | 'events':{'http://schemas.openid.net/event/backchannel-logout':{}},'sid':'s','jti':'x'",
        "logout token, typed | logout+jwt | 'events':{'http://schemas.openid.net/event/backchannel-logout':{}}",
        "security event | secevent+jwt | 'events':{},'jti':'x'",
        "security event, untyped | - | 'events':{'https://schemas.openid.net/secevent/risc/event-type/account-disabled':{}},'scope':'x'",
        "events that are none | at+jwt | 'events':null",
        "DPoP proof | dpop+jwt | 'htm':'GET','htu':'https://api','jti':'x'",
        "request object | oauth-authz-req+jwt | 'client_id':'c'",
        "client assertion | client-authentication+jwt | 'jti':'x'",
        "introspection answer | token-introspection+jwt | 'token_introspection':{'active':true}",
        "verifiable credential | vc+jwt | 'vc':{}",
        "selective disclosure | dc+sd-jwt | 'vct':'x'",
        "transaction token | txntoken+jwt | 'txn':'t','scope':'x'",
        "entity statement | entity-statement+jwt | 'metadata':{}",
        "nonce alone | - | 'nonce':'n'",
        "nonce and roles | JWT | 'nonce':'n','roles':['admin'],'groups':['g']",
        "nonce and a type that says nothing | JWT | 'nonce':'n','typ':'service'",
        "nonce that is null | JWT | 'nonce':null",
      })
  void othersAreRefused(String what, String type, String claims) {
    String reason = TestJwt.refusal(verifier(), jwt(type, claims));
    assertThat(reason)
        .satisfiesAnyOf(
            text -> assertThat(text).startsWith(NO_ACCESS_TOKEN),
            text -> assertThat(text).isEqualTo("typ is not that of an access token"),
            text -> assertThat(text).startsWith("the claim "));
  }

  @Test
  @DisplayName("JV-13: JARM's answers and signed UserInfo lack what a token must have")
  void answersAreNoTokens() {
    TestJwt jarm = jwt("JWT", "'code':'c','state':'s'").without("sub");
    assertThat(TestJwt.refusal(verifier(), jarm)).startsWith("no user: ");
    TestJwt userInfo = jwt("JWT", "'email':'j@x'").without("exp");
    assertThat(TestJwt.refusal(verifier(), userInfo)).isEqualTo("exp is missing");
  }

  @Test
  @DisplayName("JV-13: our own tokens say at+jwt, and nothing of another kind")
  void ownTokensAreRecognised() throws BearerException {
    JwtVerifier own = TestJwt.verifier(JwtRules.ofOwn(ISSUER, "api", Duration.ZERO), clock);
    assertThat(own.verify(jwt("at+jwt", "'client_id':'first-party'").text())).isNotNull();
    assertThat(TestJwt.refusal(own, jwt("at+jwt", "'typ':'Refresh'"))).startsWith(NO_ACCESS_TOKEN);
  }
}
