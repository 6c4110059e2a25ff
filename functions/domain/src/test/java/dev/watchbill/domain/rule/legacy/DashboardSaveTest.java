package dev.watchbill.domain.rule.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.rule.legacy.DashboardSave.Create;
import dev.watchbill.domain.rule.legacy.DashboardSave.Missing;
import dev.watchbill.domain.rule.legacy.DashboardSave.NameExists;
import dev.watchbill.domain.rule.legacy.DashboardSave.Replace;
import dev.watchbill.domain.rule.legacy.DashboardSave.Sent;
import dev.watchbill.domain.rule.legacy.DashboardSave.UidExists;
import dev.watchbill.domain.rule.legacy.DashboardSave.VersionMismatch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spec grafana-alerting §16.7: what saving a dashboard meets. */
class DashboardSaveTest {

  private static final Dashboard A = dashboard("a", 1, "Servers", null, 3);
  private static final Dashboard B = dashboard("b", 2, "Routers", null, 1);
  private static final Dashboard C = dashboard("c", 3, "Servers", "folder", 1);
  private static final List<Dashboard> ALL = List.of(A, B, C);

  @Test
  void createsWhatIsNotThere() {
    assertThat(decide(0, "", "New", null, 0, false)).isEqualTo(new Create(""));
    assertThat(decide(0, "x", "New", null, 0, false)).isEqualTo(new Create("x"));
    // A version that belongs to nothing says nothing.
    assertThat(decide(0, "x", "Routers", "folder", 9, false)).isEqualTo(new Create("x"));
    assertThat(decide(5, "", "New", null, 0, false)).isEqualTo(new Missing());
  }

  @Test
  void replacesWhatTheClientHasRead() {
    assertThat(decide(1, "", "Servers", null, 3, false)).isEqualTo(new Replace(A));
    assertThat(decide(0, "a", "Renamed", null, 3, false)).isEqualTo(new Replace(A));
    assertThat(decide(1, "a", "Servers", null, 2, false)).isEqualTo(new VersionMismatch());
    assertThat(decide(0, "a", "Servers", null, 0, false)).isEqualTo(new VersionMismatch());
    assertThat(decide(0, "a", "Servers", null, 2, true)).isEqualTo(new Replace(A));
    assertThat(decide(1, "new-uid", "Servers", null, 3, false)).isEqualTo(new Replace(A));
    assertThat(decide(1, "b", "Servers", null, 3, true)).isEqualTo(new UidExists());
  }

  @Test
  void refusesATitleThatAnotherOneOfTheFolderHas() {
    assertThat(decide(0, "", "servers", null, 0, false)).isEqualTo(new NameExists());
    assertThat(decide(2, "", "Servers", null, 1, false)).isEqualTo(new NameExists());
    assertThat(decide(2, "", "Servers", null, 1, true)).isEqualTo(new NameExists());
    assertThat(decide(0, "", "Servers", null, 0, true)).isEqualTo(new Replace(A));
    assertThat(decide(0, "x", "Servers", null, 0, true)).isEqualTo(new NameExists());
    assertThat(decide(2, "", "Routers", "folder", 1, false)).isEqualTo(new Replace(B));
  }

  private static DashboardSave decide(
      long id, String uid, String title, @Nullable String folder, long version, boolean overwrite) {
    return DashboardSave.decide(new Sent(id, uid, title, folder, version, overwrite), ALL);
  }

  private static Dashboard dashboard(
      String uid, long number, String title, @Nullable String folder, long saved) {
    Instant at = Instant.EPOCH;
    return new Dashboard(uid, "O1", number, folder, title, List.of(), saved, "x", at, "x", at, 1);
  }
}
