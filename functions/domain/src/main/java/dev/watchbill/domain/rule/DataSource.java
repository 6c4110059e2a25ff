package dev.watchbill.domain.rule;

import java.time.Instant;
import java.util.Map;

/**
 * Where a rule's queries go.
 *
 * @param uid at most 40 letters, digits, {@code -} and {@code _}; unique in its organisation
 * @param number counts from 1 within the organisation
 * @param name unique in its organisation
 * @param type the plugin that would ask it, for instance {@code prometheus}
 * @param settings JSON text of an object, as it was sent
 * @param secrets what is never shown again; encrypted when stored
 */
public record DataSource(
    String uid,
    String org,
    long number,
    String name,
    String type,
    String access,
    String url,
    String user,
    String database,
    boolean basicAuth,
    String basicAuthUser,
    boolean withCredentials,
    boolean isDefault,
    String settings,
    Map<String, String> secrets,
    Instant createdAt,
    long version) {
  public DataSource {
    secrets = Map.copyOf(secrets);
  }

  /** The same one, no longer what rules ask when they name no other. */
  public DataSource notDefault() {
    return new DataSource(
        uid,
        org,
        number,
        name,
        type,
        access,
        url,
        user,
        database,
        basicAuth,
        basicAuthUser,
        withCredentials,
        false,
        settings,
        secrets,
        createdAt,
        version);
  }

  /** Secrets are not for logs. */
  @Override
  public String toString() {
    return "DataSource[" + org + " " + uid + "]";
  }
}
