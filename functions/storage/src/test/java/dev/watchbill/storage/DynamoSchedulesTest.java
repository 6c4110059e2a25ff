package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoSchedulesTest extends RowsContract<ScheduleRow> {

  @Override
  Rows<ScheduleRow> rows(Table table) {
    return new DynamoSchedules(table);
  }

  @Override
  ScheduleRow row(String org, String id, String name) {
    return Rotations.calendar(org, id, name, "O1", "O2").withOnCall(Rotations.state("U1"));
  }

  @Override
  ScheduleRow renamed(ScheduleRow row, String name, long version) {
    Schedule.Details old = row.schedule().details();
    return row.with(
            row.schedule()
                .with(
                    new Schedule.Details(
                        old.id(), old.org(), null, name, null, "G1", old.createdAt(), version)))
        .withOnCall(null);
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }

  @Test
  void everyFormComesBackAsItWas() {
    Schedule.Details details =
        new Schedule.Details("S1", ORG, null, "a", null, null, Rotations.NOW, 1);
    OnCallState quiet = new OnCallState(Rotations.state("U1").current(), null);
    ScheduleRow web =
        new ScheduleRow(
            new Schedule.Web(details, ZoneId.of("Asia/Tokyo"), List.of()), "asia/tokyo", quiet);
    ScheduleRow imported =
        new ScheduleRow(
            new Schedule.Ical(
                new Schedule.Details("S2", ORG, null, "b", null, null, Rotations.NOW, 1),
                "https://example.org/a.ics",
                null),
            null,
            null);
    ScheduleRow moved =
        new ScheduleRow(
            new Schedule.Calendar(
                new Schedule.Details("S3", ORG, null, "c", null, null, Rotations.NOW, 1),
                ZoneId.of("Asia/Tokyo"),
                List.of("O1"),
                null,
                false,
                List.of(
                    new Schedule.ZoneChange(Rotations.NOW, ZoneOffset.UTC),
                    new Schedule.ZoneChange(
                        Rotations.NOW.plusSeconds(1), ZoneId.of("Europe/Berlin")))),
            "Asia/Tokyo",
            null);
    for (ScheduleRow row : List.of(web, imported, moved)) {
      rows(table).create(row);

      assertThat(rows(table).find(ORG, row.id())).contains(row);
    }
  }
}
