package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.ShiftSwap.Status;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A swap as answers show it (spec oncall-api §18). */
final class SwapView {
  private final Rotas rotas;
  private final Schedules schedules;
  private final Users users;
  private final Settings settings;

  @Inject
  SwapView(Rotas rotas, Schedules schedules, Users users, Settings settings) {
    this.rotas = rotas;
    this.schedules = schedules;
    this.users = users;
    this.settings = settings;
  }

  /** In a list: without the shifts it affects. */
  List<Map<String, @Nullable Object>> brief(
      List<ShiftSwap> page, boolean expanded, Instant now, String org) {
    Set<String> people = new LinkedHashSet<>();
    if (expanded) {
      for (ShiftSwap swap : page) {
        people.add(swap.beneficiary());
        if (swap.benefactor() != null) people.add(swap.benefactor());
      }
    }
    Map<String, User> byId = ScheduleQuestions.byId(users, org, people);
    return page.stream().map(swap -> brief(swap, expanded, now, byId)).toList();
  }

  /** One, with the shifts it affects. */
  Map<String, @Nullable Object> whole(ShiftSwap swap, boolean expanded, Instant now) {
    Map<String, @Nullable Object> shown =
        brief(List.of(swap), expanded, now, swap.org()).getFirst();
    shown.put("shifts", shifts(swap, now));
    return shown;
  }

  private Map<String, @Nullable Object> brief(
      ShiftSwap swap, boolean expanded, Instant now, Map<String, User> people) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", swap.id());
    shown.put("created_at", Timer.sortable(swap.createdAt()));
    shown.put("updated_at", Timer.sortable(swap.updatedAt()));
    shown.put("status", LetterCase.lower(swap.status(now).name()));
    shown.put("schedule", swap.schedule());
    shown.put("swap_start", Timer.sortable(swap.start()));
    shown.put("swap_end", Timer.sortable(swap.end()));
    shown.put("description", swap.description());
    String benefactor = swap.benefactor();
    shown.put("beneficiary", expanded ? person(swap.beneficiary(), people) : swap.beneficiary());
    shown.put(
        "benefactor", expanded && benefactor != null ? person(benefactor, people) : benefactor);
    return shown;
  }

  private List<Map<String, @Nullable Object>> shifts(ShiftSwap swap, Instant now) {
    Optional<ScheduleRow> row = schedules.find(swap.org(), swap.schedule());
    Status status = swap.status(now);
    if (row.isEmpty() || status == Status.PAST_DUE || !swap.start().isBefore(swap.end())) {
      return List.of();
    }
    Window window = new Window(swap.start(), swap.end());
    Rota rota = with(rotas.of(row.get(), window), swap);
    List<Occurrence> pieces =
        FinalSchedule.of(rota, window).pieces().stream()
            .filter(piece -> piece.swaps().containsValue(swap.id()))
            .toList();
    Set<String> people = new LinkedHashSet<>();
    people.add(swap.beneficiary());
    for (Occurrence piece : pieces) people.addAll(piece.users());
    Map<String, User> byId = ScheduleQuestions.byId(users, swap.org(), people);
    return pieces.stream().map(piece -> shift(piece, swap, rota, byId)).toList();
  }

  /** The rota with this swap among those that are taken, also while it is only asked for. */
  private static Rota with(Rota rota, ShiftSwap swap) {
    List<ShiftSwap> all = new ArrayList<>();
    for (ShiftSwap each : rota.swaps()) if (!each.id().equals(swap.id())) all.add(each);
    all.add(swap);
    all.sort(Comparator.comparing(ShiftSwap::createdAt).thenComparing(ShiftSwap::id));
    return new Rota(rota.schedule(), rota.shifts(), rota.imported(), all, rota.notifiable());
  }

  private Map<String, @Nullable Object> shift(
      Occurrence piece, ShiftSwap swap, Rota rota, Map<String, User> people) {
    List<Object> shownUsers = new ArrayList<>();
    for (String id : piece.users()) {
      Map<String, @Nullable Object> user = person(id, people);
      if (swap.id().equals(piece.swaps().get(id))) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("pk", swap.id());
        if (swap.benefactor() != null) request.put("user", person(swap.beneficiary(), people));
        user.put("swap_request", request);
      }
      shownUsers.add(user);
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("all_day", piece.allDay());
    shown.put("start", Timestamps.text(piece.start()));
    shown.put("end", Timestamps.text(piece.shownEnd()));
    shown.put("users", shownUsers);
    shown.put("missing_users", piece.missing());
    shown.put("priority_level", piece.level());
    shown.put("source", source(piece.shift(), rota));
    shown.put("calendar_type", piece.override() ? 1 : 0);
    shown.put("is_empty", piece.isEmpty());
    shown.put("is_gap", false);
    shown.put("is_override", piece.override());
    shown.put("shift", Map.of("pk", piece.shift()));
    return shown;
  }

  private static @Nullable String source(String shift, Rota rota) {
    for (Shift each : rota.shifts()) {
      if (each.id().equals(shift)) return LetterCase.lower(each.details().source().name());
    }
    return null;
  }

  private Map<String, @Nullable Object> person(String id, Map<String, User> people) {
    User user = people.get(id);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("display_name", user == null ? null : user.username());
    shown.put("email", user == null ? null : user.email());
    shown.put("pk", id);
    shown.put("avatar_full", user == null ? null : avatar(user.avatarUrl()));
    return shown;
  }

  private String avatar(String url) {
    if (url.startsWith("http://") || url.startsWith("https://")) return url;
    String base = settings.baseUrl();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return root + (url.startsWith("/") ? url : "/" + url);
  }
}
