package io.loadstar.model.star;

import io.loadstar.model.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a dimension's members are remembered.
 *
 * @param unitKey what the history has a row per change of: the member, or with an effective date
 *     the member at that date
 * @param carried columns that also a row has which says that the batch did not name the unit
 * @param durableKey key of the member; of a Type 1 dimension its surrogate key
 * @param naturalKey the member's columns in the source
 * @param tracked columns whose change begins a version
 * @param isType2 whether there is a row per version
 * @param hasEffective whether the source says when a version begins; else it is the batch date
 * @param isByTime whether it says so by a timestamp, so that a day may have several versions
 * @param closesAbsent whether a batch that does not name a member ends its version
 * @param deliversChanges whether a batch names only members that changed
 * @param sequence the source's column by which changes follow one another; empty if batches do
 * @param hasDeletes whether a batch may say that a member was deleted
 * @param isChosen whether a batch may have several records of a member, of which one is chosen
 * @param isInferable whether a fact may bring a member before the source does
 * @param isOutrigger whether other dimensions refer to it
 * @param mayBeUnknown whether the unknown member stands in for a member that is not there
 */
public record MemberHistory(
    String unitKey,
    List<String> carried,
    String durableKey,
    List<String> naturalKey,
    List<String> tracked,
    boolean isType2,
    boolean hasEffective,
    boolean isByTime,
    boolean closesAbsent,
    boolean deliversChanges,
    Optional<TableColumn> sequence,
    boolean hasDeletes,
    boolean isChosen,
    boolean isInferable,
    boolean isOutrigger,
    boolean mayBeUnknown) {

  /** The natural key as the text that keys are the hash of. */
  public static final String NATURAL_KEY = "_natural_key";

  /** When a version begins, where the source says so. */
  public static final String EFFECTIVE = "_effective";

  /** By what changes follow one another, where the source says so. */
  public static final String SEQUENCE = "_sequence";

  /** What tells versions of a member apart. */
  public static final String TRACKED_HASH = "_tracked_hash";

  /** Set on members that only facts have named. */
  public static final String IS_INFERRED = "is_inferred";

  /** Signature of a history that says nothing of itself. */
  public static final String TYPE1 = "type1";

  private static final ColumnType DATE = ColumnType.of(ColumnType.Kind.DATE);
  private static final ColumnType TIMESTAMP = ColumnType.of(ColumnType.Kind.TIMESTAMP);
  private static final ColumnType DATE_KEY = ColumnType.of(ColumnType.Kind.INTEGER);

  /** Longest text of a natural key that Redshift can hold in four-byte characters. */
  private static final int LONGEST_KEY = 16_000;

  /** Order of what batches said, the newest first, as SQL. */
  public String newestFirst() {
    return newestFirst(sequence.isPresent());
  }

  /** As above, of a history that is in a sequence or not. */
  public static String newestFirst(boolean isInSequence) {
    return (isInSequence ? "history._sequence desc, " : "") + "history._batch_date desc";
  }

  /** Whether a row of the history that is without values ends a version. */
  public boolean endsVersions() {
    return closesAbsent || hasDeletes;
  }

  /** Whether a member that was deleted leaves the dimension; of Type 2 its versions stay. */
  public boolean goesWhenDeleted() {
    return hasDeletes && !isType2;
  }

  /** Type of the bounds of a version. */
  public ColumnType boundType() {
    return isByTime ? TIMESTAMP : DATE;
  }

  /** Type of what facts are compared with to find their version. */
  public ColumnType factsBoundType() {
    return isByTime ? TIMESTAMP : DATE_KEY;
  }

  /** Whether a deletion may take the place of what another batch said of the same moment. */
  public boolean mayLoseAllVersions() {
    return isType2 && hasEffective && hasDeletes;
  }

  /** Whether facts' keys are looked up here while a batch is published. */
  public boolean isResolved() {
    return isType2 || mayBeUnknown;
  }

  /** Columns that are made while a batch is published, and so neither staged nor remembered. */
  public Set<String> made() {
    return isType2
        ? Set.of(IS_INFERRED, "valid_from", "valid_to", "is_current")
        : Set.of(IS_INFERRED);
  }

  /** What the history's rows depend on: with another signature they would mean something else. */
  public String signature() {
    String type = isType2 ? "type2, tracked " + String.join(" ", tracked) : TYPE1;
    return type
        + (hasEffective ? ", effective" : "")
        + (isByTime ? " by time" : "")
        + (closesAbsent ? ", absent close" : "")
        + (deliversChanges ? ", delivers changes" : "")
        + sequence.map(column -> ", sequence " + column.name() + " " + column.type()).orElse("")
        + (hasDeletes ? ", deletes" : "");
  }

  static TableColumn naturalKeyText() {
    return TableColumn.internal(NATURAL_KEY, ColumnType.string(LONGEST_KEY));
  }
}
