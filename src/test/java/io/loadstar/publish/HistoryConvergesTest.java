package io.loadstar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.publish.PeopleModel.Batch;
import io.loadstar.publish.PeopleModel.History;
import io.loadstar.publish.PeopleModel.Missing;
import io.loadstar.publish.PeopleModel.Unit;
import io.loadstar.publish.PeopleModel.Visit;
import io.loadstar.publish.PeopleModel.Words;
import io.loadstar.support.Stars;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Promises 2, 3 and 4: whatever the order, the repeats, the former contents and the deaths of
 * batches, dimensions with any history, their facts and all that later loads build on are those of
 * the plain in-order load, and those of a model in plain Java; and marts are what they would be if
 * they were made now (promise 11).
 */
@Tag("slow")
class HistoryConvergesTest {
  private static final Map<String, PeopleStar> STARS = new HashMap<>();

  /** One load of a day; {@code dies} as {@link PeopleStar#load} has it. */
  record Load(int day, Batch batch, int dies) {}

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void everyScheduleGivesTheStarOfTheInOrderLoad(
      @ForAll History history, @ForAll Missing missing, @ForAll("schedules") List<Load> drawn) {
    check(history, missing, drawn);
  }

  /** Shrunk: the version that vanished was still there when the fact was given its version. */
  @Example
  void versionThatVanishesInTheReRunThatBringsItsFact() {
    Words words = new Words("A", "x");
    check(
        History.EFFECTIVE,
        Missing.UNKNOWN,
        List.of(
            new Load(1, new Batch(Map.of(new Unit(2, 1), words), Map.of()), 0),
            new Load(
                1, new Batch(Map.of(new Unit(2, 2), words), Map.of(new Visit("P", 1), 2)), 0)));
  }

  /** Shrunk: the batch names the person of whom a later batch's deletion leaves nothing. */
  @Example
  void personWhomTheBatchNamesAndALaterOneDeleted() {
    Unit unit = new Unit(3, 3);
    check(
        History.EFFECTIVE_OF_DELETES,
        Missing.INFER,
        List.of(
            new Load(5, new Batch(Map.of(unit, new Words(null, "x")), Map.of()), 0),
            new Load(
                4, new Batch(Map.of(unit, new Words("A", "y")), Map.of(new Visit("Q", 4), 3)), 0)));
  }

  private static void check(History history, Missing missing, List<Load> drawn) {
    List<Load> schedule =
        drawn.stream()
            .map(load -> history.isEffective() ? load : undated(load))
            .map(load -> history.hasDeletes() ? load : withoutDeletions(load))
            .toList();
    TreeMap<Integer, Batch> standing = new TreeMap<>();
    schedule.stream()
        .filter(load -> load.dies() == 0)
        .forEach(load -> standing.put(load.day(), load.batch()));
    PeopleStar star =
        STARS.computeIfAbsent(history + "/" + missing, name -> new PeopleStar(history, missing));

    star.empty();
    standing.forEach((day, batch) -> star.load(day, batch, 0));
    List<String> inOrder = star.everything();

    star.empty();
    schedule.forEach(load -> star.load(load.day(), load.batch(), load.dies()));
    PeopleModel expected = new PeopleModel(history, missing, standing);
    assertThat(star.people()).isEqualTo(expected.people());
    assertThat(star.visits()).isEqualTo(expected.visits());
    assertThat(star.cities()).isEqualTo(expected.cities());
    star.assertMartsEqualTheirRecomputation();
    Stars.assertSame(star.everything(), inOrder);
  }

  private static Load withoutDeletions(Load load) {
    Map<Unit, Words> people = new HashMap<>(load.batch().people());
    people.values().removeIf(Words::areDeletion);
    return new Load(
        load.day(),
        new Batch(people, load.batch().visits(), load.batch().cities(), load.batch().unread()),
        load.dies());
  }

  private static Load undated(Load load) {
    Map<Unit, Words> people = new HashMap<>();
    load.batch().people().forEach((unit, words) -> people.put(new Unit(unit.person(), 0), words));
    return new Load(
        load.day(),
        new Batch(people, load.batch().visits(), load.batch().cities(), load.batch().unread()),
        load.dies());
  }

  @Provide
  Arbitrary<List<Load>> schedules() {
    Arbitrary<Unit> units =
        Combinators.combine(
                Arbitraries.integers().between(1, 3), Arbitraries.integers().between(1, 6))
            .as(Unit::new);
    Arbitrary<Words> words =
        Combinators.combine(Arbitraries.of("A", "B").injectNull(0.25), Arbitraries.of("x", "y"))
            .as(Words::new);
    Arbitrary<Visit> visits =
        Combinators.combine(
                Arbitraries.of("P", "Q").injectNull(0.2), Arbitraries.integers().between(1, 6))
            .as(Visit::new);
    Arbitrary<Batch> batches =
        Combinators.combine(
                Arbitraries.maps(units, words).ofMaxSize(3),
                Arbitraries.maps(visits, Arbitraries.integers().between(0, 3)).ofMaxSize(3),
                Arbitraries.maps(Arbitraries.of("A", "B", "C"), Arbitraries.of("m", "n"))
                    .ofMaxSize(2),
                Arbitraries.frequencyOf(
                    net.jqwik.api.Tuple.of(3, Arbitraries.just(Set.<Integer>of())),
                    net.jqwik.api.Tuple.of(
                        1, Arbitraries.integers().between(0, 3).set().ofMaxSize(2))))
            .as(Batch::new);
    Arbitrary<Integer> deaths =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, Arbitraries.just(0)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 4)));
    return Combinators.combine(Arbitraries.integers().between(1, 5), batches, deaths)
        .as(Load::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }
}
