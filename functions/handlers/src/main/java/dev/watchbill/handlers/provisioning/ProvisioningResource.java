package dev.watchbill.handlers.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.grafana.Call;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.GrafanaGate;
import dev.watchbill.handlers.grafana.GrafanaResource;
import dev.watchbill.handlers.grafana.Permission;
import dev.watchbill.handlers.http.Response;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One resource below {@code /api/v1/provisioning/}. */
abstract class ProvisioningResource extends GrafanaResource {

  /** Editors see notification objects, admins change them (spec grafana-alerting §1.3). */
  static final Permission READ = Permission.of("alert.provisioning:read", Role.EDITOR);

  static final Permission WRITE = Permission.of("alert.provisioning:write", Role.ADMIN);

  ProvisioningResource(GrafanaGate gate) {
    super(gate);
  }

  /** Segments: v1, provisioning, the resource, then what is below it. */
  @Override
  protected final @Nullable Verbs verbs(List<String> path) {
    return path.size() < 3 ? null : below(path.get(2), path.subList(3, path.size()));
  }

  /** The verbs of an address of this resource, or null when there is none. */
  abstract @Nullable Verbs below(String resource, List<String> below);

  /** The header counts by being there (§1.5). */
  static Provenance provenance(Call call) {
    return Provenance.requested(call.request().header("x-disable-provenance") != null);
  }

  /** Why an object may not be changed by this request, whatever it says. */
  static Optional<Response> provenanceRefusal(Provenance stored, Provenance next) {
    return stored
        .refusalToBecome(next)
        .map(text -> Errors.known(409, "alerting.notifications.invalidProvenance", text));
  }

  /** A value that has not the form of its field at all. */
  static Response badData(List<Flaw> flaws) {
    return Errors.known(
        400, "alerting.badData", Errors.BAD_DATA, Map.of("Error", flaws.getFirst().toString()));
  }

  /**
   * Why an object with a version may not be changed by this request (§1.5, §1.7).
   *
   * @param version that was sent; empty or null for none, which is not checked
   */
  static Optional<Response> changeRefusal(
      Provenance stored, Provenance next, String storedVersion, @Nullable String version) {
    Optional<Response> refusal = provenanceRefusal(stored, next);
    if (refusal.isPresent() || version == null || version.isEmpty()) return refusal;
    return version.equals(storedVersion)
        ? Optional.empty()
        : Optional.of(
            Errors.known(
                409,
                "alerting.notifications.conflict",
                "Provided version does not match the stored one. Read it again and repeat the"
                    + " change."));
  }

  /** What a path stands for: the one of this name, or of the name that this uid was made from. */
  static <T> Optional<T> named(List<T> all, Function<T, String> nameOf, String asked) {
    return all.stream()
        .filter(each -> nameOf.apply(each).equals(asked))
        .findFirst()
        .or(() -> all.stream().filter(each -> uid(nameOf.apply(each)).equals(asked)).findFirst());
  }

  /** The name in the form that needs no escaping in a path (§1.6). */
  static String uid(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
  }

  static Response accepted(String message) {
    return Response.json(202, Map.of("message", message));
  }
}
