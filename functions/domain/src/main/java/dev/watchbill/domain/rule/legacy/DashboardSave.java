package dev.watchbill.domain.rule.legacy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What saving a dashboard does to those that are there (spec grafana-alerting §16.7). */
public sealed interface DashboardSave {

  /** It is a new one. */
  record Create(String uid) implements DashboardSave {}

  /** It replaces this one. */
  record Replace(Dashboard old) implements DashboardSave {}

  /** It names one that is not there. */
  record Missing() implements DashboardSave {}

  /** The one it names was saved by somebody else meanwhile. */
  record VersionMismatch() implements DashboardSave {}

  /** Another one of the folder has its title. */
  record NameExists() implements DashboardSave {}

  /** Another one has its uid. */
  record UidExists() implements DashboardSave {}

  /**
   * What a request says of the dashboard it brings.
   *
   * @param id 0 for a new one
   * @param uid empty for none
   * @param version that the client read; 0 for none
   * @param overwrite whether it goes over whatever stands in its way
   */
  record Sent(
      long id,
      String uid,
      String title,
      @Nullable String folderUid,
      long version,
      boolean overwrite) {}

  /**
   * Decides.
   *
   * @param all the dashboards of the organisation
   */
  static DashboardSave decide(Sent sent, List<Dashboard> all) {
    Optional<Dashboard> byId = first(all, each -> sent.id > 0 && each.number() == sent.id);
    Optional<Dashboard> byUid = first(all, each -> each.uid().equals(sent.uid));
    if (sent.id > 0 && byId.isEmpty()) return new Missing();
    Optional<Dashboard> named = byId.isPresent() ? byId : byUid;
    if (byId.isPresent() && byUid.isPresent() && byId.get().number() != byUid.get().number()) {
      return new UidExists();
    }
    Optional<Dashboard> sameTitle =
        first(
            all,
            each ->
                each.title().equalsIgnoreCase(sent.title)
                    && Objects.equals(each.folderUid(), sent.folderUid)
                    && named.map(Dashboard::number).orElse(0L) != each.number());
    if (named.isEmpty()) {
      if (sameTitle.isEmpty()) return new Create(sent.uid);
      // Overwriting goes over the one that has the title, as long as no other uid is asked for.
      return sent.overwrite && sent.uid.isEmpty() ? new Replace(sameTitle.get()) : new NameExists();
    }
    if (!sent.overwrite && sent.version != named.get().saved()) return new VersionMismatch();
    return sameTitle.isPresent() ? new NameExists() : new Replace(named.get());
  }

  private static Optional<Dashboard> first(List<Dashboard> all, Predicate<Dashboard> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
