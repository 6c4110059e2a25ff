package dev.watchbill.domain.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerLinksTest {
  private static final String ID = Delivery.id("O1", "step", "U1");

  private final AnswerLinks links = new AnswerLinks(() -> new byte[32]);

  @Test
  void tokenIsShortAndLeadsBackToItsDelivery() {
    String token = links.token(ID);
    assertEquals(27, token.length());
    assertEquals(Optional.of(ID), links.delivery(token));
  }

  @Test
  void tokenWithOneOtherCharacterLeadsNowhere() {
    String token = links.token(ID);
    // Not the last one: some of its bits are no part of the token.
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      assertEquals(Optional.empty(), links.delivery(forged), forged);
    }
  }

  @Test
  void whatIsNoTokenLeadsNowhere() {
    String token = links.token(ID);
    for (String wrong : new String[] {"", "a", "%", token + "AAAA", token.substring(4)}) {
      assertEquals(Optional.empty(), links.delivery(wrong), wrong);
    }
  }

  @Test
  void tokenOfAnotherKeyLeadsNowhere() {
    byte[] other = new byte[32];
    other[31] = 1;
    assertEquals(Optional.empty(), links.delivery(new AnswerLinks(() -> other).token(ID)));
  }

  @Test
  void nonceHoldsForOneTokenAndOneWindow() {
    String token = links.token(ID);
    String nonce = links.nonce(token, 7);
    assertEquals(nonce, links.nonce(token, 7));
    assertNotEquals(nonce, links.nonce(token, 8));
    assertNotEquals(nonce, links.nonce(links.token(Delivery.id("O1", "step", "U2")), 7));
  }
}
