package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.escalation.NotifyBy;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.delivery.PlainMessages;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/make_call} and {@code /api/v1/send_sms}: a message to one person's phone (spec
 * oncall-api §21).
 */
public final class PhoneRelayResource extends OnCallResource {
  private static final String CALL = "make_call";
  private static final int MESSAGE = 1_024;

  private final Users users;
  private final PlainMessages messages;

  @Inject
  PhoneRelayResource(OnCallGate gate, Users users, PlainMessages messages) {
    super(gate, Role.VIEWER, Role.VIEWER);
    this.users = users;
    this.messages = messages;
  }

  @Override
  protected OnCallGate.Throttle throttle() {
    return OnCallGate.Throttle.PHONE;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return below.isEmpty()
        ? new Verbs().on("POST", writer(), call -> withFields(call, this::relay))
        : null;
  }

  private Response relay(Call call, Fields in) {
    String email = in.text("email", MESSAGE);
    if (!email.isEmpty() && !PersonFields.plausible(email)) {
      in.error("email", "Enter a valid email address.");
    }
    String message = in.text("message", MESSAGE);
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return refuse(problem.get());
    boolean speaks = call.request().segments().get(2).equals(CALL);
    NotifyBy by = speaks ? NotifyBy.PHONE_CALL : NotifyBy.SMS;
    Optional<User> user =
        users.all(call.org()).stream()
            .filter(each -> LetterCase.lower(each.email()).equals(LetterCase.lower(email)))
            .findFirst();
    if (user.isEmpty()) return error(404, "user-not-found");
    Optional<String> number = messages.address(user.get(), by);
    if (number.isEmpty()) {
      return speaks ? error(400, "number-not-verified") : error(404, "user-not-found");
    }
    return messages
        .write(user.get(), by.channel(), number.get(), message, "sent by hand")
        .map(_ -> Response.json(200, Map.of()))
        .orElseGet(() -> error(503, "failed"));
  }

  private static Response error(int status, String code) {
    return Response.json(status, Map.of("error", code));
  }
}
