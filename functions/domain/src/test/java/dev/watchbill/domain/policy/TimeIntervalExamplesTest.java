package dev.watchbill.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked examples of spec grafana-alerting §18.1. */
class TimeIntervalExamplesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          T1  | {'times':[{'start_time':'09:00','end_time':'17:00'}]} | 2024-05-06T09:00:00Z | true
          T2  | {'times':[{'start_time':'09:00','end_time':'17:00'}]} | 2024-05-06T16:59:59Z | true
          T3  | {'times':[{'start_time':'09:00','end_time':'17:00'}]} | 2024-05-06T17:00:00Z | false
          T4  | {'times':[{'start_time':'23:00','end_time':'24:00'}]} | 2024-05-06T23:59:30Z | true
          T5  | {'weekdays':['monday:friday']} | 2024-05-05T12:00:00Z | false
          T6  | {'weekdays':['saturday','sunday']} | 2024-05-05T12:00:00Z | true
          T7  | {'days_of_month':['-1']} | 2024-02-29T00:00:00Z | true
          T7b | {'days_of_month':['-1']} | 2024-02-28T00:00:00Z | false
          T8  | {'days_of_month':['31']} | 2024-04-30T00:00:00Z | false
          T9  | {'days_of_month':['28:31']} | 2024-04-30T00:00:00Z | true
          T10 | {'days_of_month':['-3:-1']} | 2024-04-28T00:00:00Z | true
          T10b| {'days_of_month':['-3:-1']} | 2024-04-27T00:00:00Z | false
          T11 | {'days_of_month':['1:-1']} | 2024-02-15T00:00:00Z | true
          T12 | {'days_of_month':['29']} | 2023-02-28T00:00:00Z | false
          T13 | {'months':['january:march']} | 2024-03-31T23:59:00Z | true
          T14 | {'years':['2024:2025']} | 2026-01-01T00:00:00Z | false
          T15 | {'times':[{'start_time':'08:00','end_time':'09:00'}],'location':'Europe/Berlin'} | 2024-07-01T06:30:00Z | true
          T15b| {'times':[{'start_time':'08:00','end_time':'09:00'}],'location':'Europe/Berlin'} | 2024-12-02T06:30:00Z | false
          T16 | {'weekdays':['monday'],'location':'America/New_York'} | 2024-05-07T03:00:00Z | true
          T17 | {} | 1999-12-31T23:59:59Z | true
          T18 | {'times':[{'start_time':'09:00','end_time':'17:00'}],'weekdays':['monday:friday'],'days_of_month':['1:7']} | 2024-05-08T10:00:00Z | false
          T19 | {'weekdays':['monday:friday']},{'weekdays':['saturday','sunday']} | 2024-05-05T12:00:00Z | true
          T20 | {'days_of_month':['-31:-30']} | 2023-01-02T00:00:00Z | true
          T20b| {'days_of_month':['-31:-30']} | 2023-02-01T00:00:00Z | false
          """)
  void contains(String name, String intervals, String at, boolean contained) {
    assertThat(MuteTiming.contains(Policies.intervals("[" + intervals + "]"), Instant.parse(at)))
        .as(name)
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'times':[{'start_time':'17:00','end_time':'09:00'}]}",
        "{'times':[{'start_time':'9:00','end_time':'10:00'}]}",
        "{'times':[{'start_time':'09:00','end_time':'24:01'}]}",
        "{'times':[{'start_time':'09:00','end_time':'09:00'}]}",
        "{'weekdays':['saturday:sunday']}",
        "{'weekdays':['mon']}",
        "{'days_of_month':['0']}",
        "{'days_of_month':['32']}",
        "{'days_of_month':['-1:5']}",
        "{'days_of_month':['5:3']}",
        "{'months':['march:january']}",
        "{'months':['13']}",
        "{'years':['2025:2024']}",
        "{'years':['-1']}",
        "{'location':'Mars/Base'}",
        "{'location':'GMT+2'}",
        "{'location':'utc'}",
        "{'times':[{'start_time':'09:00'}]}"
      })
  void refuses(String interval) {
    assertThat(Policies.refusesInterval(interval)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'months':['January:March','12:12']}          | {months=[1:3, 12]}
          {'weekdays':['Monday','tuesday:TUESDAY']}     | {weekdays=[monday, tuesday]}
          {'days_of_month':['1:1','-1:-1']}             | {days_of_month=[1, -1]}
          {'weekdays':[],'times':null}                  | {}
          """)
  void prints(String interval, String printed) {
    assertThat(Policies.intervals("[" + interval + "]").getFirst().toPlain()).hasToString(printed);
  }

  @Test
  void noIntervalsContainNothing() {
    assertThat(MuteTiming.contains(Policies.intervals("[]"), Instant.EPOCH)).isFalse();
  }

  @Test
  void everyBadRangeIsNamed() {
    var flaws =
        Policies.flaws("{'receiver':'r','group_wait':'x','routes':[{'group_interval':'y'}]}");
    assertThat(flaws)
        .extracting(flaw -> flaw.where())
        .containsExactly("group_wait", "routes[0].group_interval");
  }
}
