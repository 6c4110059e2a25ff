package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.ChannelSetting;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route shows and takes wherever it appears: its chain and its channels (spec oncall-api
 * §2.6, §5). Members that are absent stay as they are, also inside a channel.
 */
final class RouteFields {
  private static final int ID = 200;

  /** Slack names its id otherwise than all the others. */
  private static final String SLACK = "slack";

  private static final String TELEGRAM = "telegram";

  private static final List<String> CHANNELS =
      List.of(
          SLACK,
          TELEGRAM,
          "mobile_app",
          "mobile_app_critical",
          "email",
          "webhook",
          "mattermost",
          "msteams");

  private final EscalationChains chains;

  @Inject
  RouteFields(EscalationChains chains) {
    this.chains = chains;
  }

  /** The route with the chain and the channels that the body names. */
  Route read(Call call, Fields in, Route route) {
    String chain = in.reference("escalation_chain_id", route.escalationChainId());
    if (chain != null
        && !chain.equals(route.escalationChainId())
        && chains.find(call.org(), chain).isEmpty()) {
      in.error("escalation_chain_id", Fields.NO_OBJECT);
    }
    Route changed = route.withChain(chain);
    for (String channel : CHANNELS) {
      if (in.raw(channel) == null) continue; // absent, or null: as it is
      Map<String, @Nullable Object> setting = in.object(channel);
      if (setting != null) {
        changed = changed.withChannel(channel, setting(channel, setting, route, in));
      }
    }
    return changed;
  }

  private static ChannelSetting setting(
      String channel, Map<String, @Nullable Object> members, Route route, Fields in) {
    ChannelSetting old = route.channel(channel);
    Fields part = new Fields(members);
    String id = part.reference(idName(channel), old.id());
    if (id != null && id.length() > ID) part.error(idName(channel), "This id is too long.");
    boolean enabled = part.isNull("enabled") ? false : part.flag("enabled", old.enabled());
    part.problem()
        .ifPresent(
            problem -> {
              if (problem instanceof Problem.Invalid invalid) {
                in.errorShape(channel, invalid.fields());
              }
            });
    // No workspace can be connected yet, so no channel of one exists.
    if (id != null && !id.equals(old.id())) {
      if (channel.equals(SLACK)) in.refuse("Slack isn't connected to this workspace");
      if (channel.equals(TELEGRAM)) in.refuse("Telegram channel does not exist");
    }
    return new ChannelSetting(id, enabled);
  }

  /** Puts the chain and every channel into an answer. */
  static void show(Route route, Map<String, @Nullable Object> out) {
    out.put("escalation_chain_id", route.escalationChainId());
    for (String channel : CHANNELS) {
      ChannelSetting setting = route.channel(channel);
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      shown.put(idName(channel), setting.id());
      shown.put("enabled", setting.enabled());
      out.put(channel, shown);
    }
  }

  private static String idName(String channel) {
    return channel.equals(SLACK) ? "channel_id" : "id";
  }
}
