package dev.nabla.processor;

import dev.nabla.codegen.spec.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of generated code as members of the annotation. */
final class SettingMembers {
  private static final List<String> SWITCH = List.of("on", "off");

  private SettingMembers() {}

  /** The member for a setting: {@code parameter-jacobian} is {@code parameterJacobian}. */
  static String name(Setting setting) {
    StringBuilder name = new StringBuilder();
    for (String part : setting.key().split("-")) {
      name.append(name.isEmpty() ? part.substring(0, 1) : part.substring(0, 1).toUpperCase());
      name.append(part.substring(1));
    }
    return name.toString();
  }

  /** Whether the member is true or false; the others are constants, named as the choices are. */
  static boolean isBoolean(Setting setting) {
    return setting.isFlag() || setting.choices().equals(SWITCH);
  }

  /** The choice that a member's value makes: {@code FLOAT} is {@code float}. */
  static String choice(Setting setting, String value) {
    if (isBoolean(setting) && !setting.isFlag()) {
      return value.equals("true") ? SWITCH.get(0) : SWITCH.get(1);
    }
    return value.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What an annotation chooses. */
  static Map<Setting, String> chosen(NetworkAnnotation annotation) {
    Map<Setting, String> chosen = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      annotation
          .choice(name(setting))
          .ifPresent(value -> chosen.put(setting, choice(setting, value)));
    }
    return chosen;
  }
}
