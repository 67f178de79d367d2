package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.annotation.Nabla;
import dev.nabla.codegen.spec.Setting;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The annotation has a member for each setting, and no others. */
class SettingMembersTest {
  private static final Set<String> OTHERS = Set.of("value", "file", "name", "dims");

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsAMember(Setting setting) throws NoSuchMethodException {
    Method member = Nabla.class.getMethod(SettingMembers.name(setting));
    Class<?> type = member.getReturnType();
    List<String> values =
        SettingMembers.isBoolean(setting)
            ? List.of("true", "false")
            : Stream.of(type.getEnumConstants()).map(String::valueOf).toList();

    assertThat(type.isEnum() || type == boolean.class).isTrue();
    assertThat(values.stream().map(value -> SettingMembers.choice(setting, value)))
        .containsExactlyInAnyOrderElementsOf(setting.choices());
    assertThat(SettingMembers.choice(setting, member.getDefaultValue().toString()))
        .isEqualTo(setting.standard());
  }

  @Test
  void everyMemberIsOne() {
    Set<String> settings =
        Stream.of(Setting.values()).map(SettingMembers::name).collect(Collectors.toSet());
    assertThat(Nabla.class.getDeclaredMethods())
        .extracting(Method::getName)
        .filteredOn(name -> !OTHERS.contains(name))
        .containsExactlyInAnyOrderElementsOf(settings);
  }
}
