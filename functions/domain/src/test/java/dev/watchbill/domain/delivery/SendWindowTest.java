package dev.watchbill.domain.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendWindowTest {
  private static final Instant NOW = Instant.parse("2030-03-04T08:00:00Z");
  private static final SendWindow.Waiting PAGE =
      new SendWindow.Waiting("I1", "N1", "notify_by_sms", 1, false);

  /** How many go out one by one, for how long that counts, and when the collected ones go out. */
  @ParameterizedTest
  @CsvSource({"SMS,1,120,120", "VOICE,1,120,120", "EMAIL,3,60,120", "PUSH,5,60,30"})
  void someAreSentDirectlyAndTheRestIsCollected(
      DeliveryChannel channel, int free, int within, int period) {
    SendWindow window = SendWindow.empty("O1", "U1", channel, false);
    for (int i = 0; i < free; i++) {
      assertTrue(window.open(false, NOW), "number " + i);
      window = window.sent(false, NOW);
    }
    assertFalse(window.open(false, NOW.plusSeconds(within).minusMillis(1)));
    assertTrue(window.open(false, NOW.plusSeconds(within)), "the edge is outside");
    assertEquals(NOW.plusSeconds(period), window.collecting(PAGE, false).due());
  }

  @Test
  void whatWaitsGoesFirstAndItsInstantStays() {
    SendWindow window =
        SendWindow.empty("O1", "U1", DeliveryChannel.SMS, false)
            .sent(false, NOW)
            .collecting(PAGE, false);
    assertFalse(window.open(false, NOW.plusSeconds(600)));
    SendWindow more = window.collecting(PAGE, false);
    assertEquals(window.due(), more.due());
    assertEquals(List.of(PAGE, PAGE), more.waiting());
  }

  @Test
  void bundleThatWentOutOpensTheNextWindowAndAnEmptyOneDoesNot() {
    SendWindow full =
        SendWindow.empty("O1", "U1", DeliveryChannel.SMS, false)
            .sent(true, NOW)
            .collecting(PAGE, true);
    Instant out = NOW.plusSeconds(120);
    assertFalse(full.emptied(out).open(true, out.plusSeconds(1)));
    assertTrue(full.emptied(null).open(true, out.plusSeconds(1)));
    assertNull(full.emptied(out).due());
  }

  @ParameterizedTest
  @CsvSource({"SMS,true,true", "EMAIL,true,false", "VOICE,true,false", "EMAIL,false,true"})
  void onlySmsAreCollectedWhereTheOrganizationSaysSo(
      DeliveryChannel channel, boolean onlySms, boolean held) {
    assertEquals(held, SendWindow.holds(channel, onlySms));
  }
}
