package io.loadstar.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people and visits should be in the star, from the batches as they stand, in plain Java. */
record PeopleModel(History history, Missing missing, SortedMap<Integer, Batch> batches) {
  private static final int END = 99;

  /** How the dimension remembers. */
  enum History {
    TYPE1("", "snapshot"),
    TYPE1_OF_CHANGES("", "changes"),
    KEEPS("history: type2, tracked: [city]", "snapshot"),
    CLOSES("history: type2, tracked: [city], absent: close", "snapshot"),
    OF_CHANGES("history: type2, tracked: [city]", "changes"),
    TYPE1_OF_DELETES("", "changes, deletes: city is null"),
    OF_DELETES("history: type2, tracked: [city]", "changes, deletes: city is null"),
    EFFECTIVE_OF_DELETES(
        "history: type2, tracked: [city], effective: moved_on", "changes, deletes: city is null"),
    EFFECTIVE("history: type2, tracked: [city], effective: moved_on", "snapshot"),
    EFFECTIVE_OF_CHANGES("history: type2, tracked: [city], effective: moved_on", "changes"),
    TYPE1_IN_SEQUENCE("", "changes, sequence: rank, deletes: city is null"),
    EFFECTIVE_IN_SEQUENCE(
        "history: type2, tracked: [city], effective: moved_on",
        "changes, sequence: rank, deletes: city is null"),
    BY_TIME("history: type2, tracked: [city], effective: moved_at", "snapshot"),
    BY_TIME_OF_DELETES(
        "history: type2, tracked: [city], effective: moved_at", "changes, deletes: city is null");

    final String spec;
    final String delivers;

    History(String spec, String delivers) {
      this.spec = spec;
      this.delivers = delivers;
    }

    boolean isType2() {
      return !spec.isEmpty();
    }

    boolean hasDeletes() {
      return delivers.contains("deletes");
    }

    /** Whether changes follow one another by their rank, and batches only where that is equal. */
    boolean isInSequence() {
      return delivers.contains("sequence");
    }

    boolean isEffective() {
      return spec.contains("effective");
    }

    /** Whether days of the model are times, so that a day has several. */
    boolean isByTime() {
      return spec.contains("moved_at");
    }
  }

  /** What becomes of a visit of somebody whom no batch names. */
  enum Missing {
    UNKNOWN,
    INFER
  }

  /** A person, and the day the words about them are true from; day 0 if nobody says. */
  record Unit(int person, int from) {}

  /** Without a city they say that the person was deleted. */
  record Words(@Nullable String city, String nick) {
    int rank() {
      return nick.equals("y") ? 2 : 1;
    }

    boolean areDeletion() {
      return city == null;
    }
  }

  record Visit(@Nullable String place, int day) {
    String named() {
      return place == null ? "" : place;
    }
  }

  /**
   * What a batch's files say; person 0 is nobody.
   *
   * @param cities their mayors
   * @param unread persons whose records were kept out; 0 stands for a record that does not tell
   *     whose it is
   */
  record Batch(
      Map<Unit, Words> people,
      Map<Visit, Integer> visits,
      Map<String, String> cities,
      Set<Integer> unread) {
    Batch(Map<Unit, Words> people, Map<Visit, Integer> visits) {
      this(people, visits, Map.of(), Set.of());
    }

    /** Whether not naming a person means that there is none. */
    boolean saysNothingOf(int person) {
      return unread.contains(person) || unread.contains(0);
    }
  }

  private record Version(int from, int to, String city) {}

  /** Every row of the dimension but the unknown member, as texts. */
  List<String> people() {
    List<String> rows = new ArrayList<>();
    for (int person : persons()) {
      List<Version> versions = versions(person);
      if (!versions.isEmpty()) {
        for (Version version : versions) {
          String period = history.isType2() ? "|" + version.from() + "|" + version.to() : "";
          rows.add(person + "|" + version.city() + "|" + nick(person) + period);
        }
      } else if (missing == Missing.INFER && isVisitor(person)) {
        rows.add(person + "||" + (history.isType2() ? "|0|" + END : ""));
      }
    }
    return rows;
  }

  /**
   * Every row of the outrigger but the unknown member: those that only people name have no mayor.
   */
  List<String> cities() {
    TreeMap<String, String> mayors = new TreeMap<>();
    for (Batch batch : batches.values()) {
      for (Words words : batch.people().values()) {
        if (words.city() != null) {
          mayors.putIfAbsent(words.city(), "");
        }
      }
      mayors.putAll(batch.cities());
    }
    return mayors.entrySet().stream().map(city -> city.getKey() + "|" + city.getValue()).toList();
  }

  private boolean isVisitor(int person) {
    return batches.values().stream().anyMatch(batch -> batch.visits().containsValue(person));
  }

  /** Every row of the fact, with the city that it joins. */
  List<String> visits() {
    Map<Visit, Integer> standing =
        new TreeMap<>(Comparator.comparing(Visit::named).thenComparing(Visit::day));
    batches.values().forEach(batch -> standing.putAll(batch.visits()));
    List<String> rows = new ArrayList<>();
    standing.forEach(
        (visit, person) ->
            rows.add(visit.named() + "|" + visit.day() + "|" + at(person, visit.day())));
    return rows;
  }

  private String at(int person, int day) {
    List<Version> versions = versions(person);
    if (versions.isEmpty()) {
      return person == 0 || missing == Missing.UNKNOWN ? "unknown" : person + "|";
    }
    Version inForce = versions.get(0);
    for (Version version : versions) {
      inForce = version.from() <= day ? version : inForce;
    }
    return person + "|" + inForce.city();
  }

  private TreeSet<Integer> persons() {
    TreeSet<Integer> persons = new TreeSet<>();
    for (Batch batch : batches.values()) {
      batch.people().keySet().forEach(unit -> persons.add(unit.person()));
      persons.addAll(batch.visits().values());
    }
    persons.remove(0);
    return persons;
  }

  private List<Version> versions(int person) {
    List<Version> versions = new ArrayList<>();
    if (!history.isType2()) {
      newest(person)
          .ifPresent(words -> versions.add(new Version(0, END, String.valueOf(words.city()))));
      return versions;
    }
    TreeMap<Integer, String> cities = history.isEffective() ? byEffect(person) : byBatch(person);
    String before = null;
    for (Map.Entry<Integer, String> said : cities.entrySet()) {
      String city = said.getValue();
      if (!Objects.equals(city, before)) {
        if (before != null) {
          Version last = versions.remove(versions.size() - 1);
          versions.add(new Version(last.from(), said.getKey(), last.city()));
        }
        if (city != null) {
          versions.add(new Version(said.getKey(), END, city));
        }
      }
      before = city;
    }
    return versions;
  }

  /**
   * City by batch; null where a whole snapshot does not name the person, if that means something.
   */
  private TreeMap<Integer, String> byBatch(int person) {
    TreeMap<Integer, String> cities = new TreeMap<>();
    batches.forEach(
        (day, batch) -> {
          Words words = batch.people().get(new Unit(person, 0));
          if (words != null) {
            cities.put(day, words.city());
          } else if (history == History.CLOSES && !batch.saysNothingOf(person)) {
            cities.put(day, null);
          }
        });
    return cities;
  }

  private TreeMap<Integer, String> byEffect(int person) {
    TreeMap<Integer, String> cities = new TreeMap<>();
    said(person).forEach((from, words) -> cities.put(from, words.city()));
    return cities;
  }

  /** What stands of a person, by the day it is true from; 0 where nobody says. */
  private TreeMap<Integer, Words> said(int person) {
    TreeMap<Integer, Words> said = new TreeMap<>();
    for (Batch batch : batches.values()) {
      batch
          .people()
          .forEach(
              (unit, words) -> {
                Words before = said.get(unit.from());
                boolean isNewer =
                    before == null || !history.isInSequence() || words.rank() >= before.rank();
                if (unit.person() == person && isNewer) {
                  said.put(unit.from(), words);
                }
              });
    }
    return said;
  }

  private String nick(int person) {
    return newest(person).map(Words::nick).orElse("");
  }

  /** Of Type 1 nothing is left of a person deleted; of Type 2 what was said before. */
  private Optional<Words> newest(int person) {
    TreeMap<Integer, Words> byDay = new TreeMap<>();
    if (history.isEffective() || !history.isType2()) {
      byDay.putAll(said(person));
    } else {
      batches.forEach(
          (day, batch) -> {
            Words words = batch.people().get(new Unit(person, 0));
            if (words != null) {
              byDay.put(day, words);
            }
          });
    }
    if (history.isType2()) {
      byDay.values().removeIf(Words::areDeletion);
    }
    return Optional.ofNullable(byDay.lastEntry())
        .map(Map.Entry::getValue)
        .filter(words -> !words.areDeletion());
  }
}
