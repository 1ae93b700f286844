-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {% if members.isType2 %}version of {{ members.durableKey }}{% else %}{{ table.keyColumn }}{% endif %}.
{% if members.deliversChanges %}
-- history_{{ table.name }} holds what each batch said of each member that it named{% if members.hasDeletes %}; a row without _row_hash deletes it{% endif %}.
{% else %}
-- history_{{ table.name }} holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member.
{% endif %}
{% if members.isType2 %}
-- The dimension has the versions that follow from it, whatever the order of loads.
{% else %}
-- The dimension has what the newest batch said that named it, whatever the order of loads.
{% endif %}
create or replace procedure {{ area }}_staging.merge_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
{% if not members.deliversChanges or members.isInferable %}
declare
{% endif %}
{% if not members.deliversChanges %}
    v_next_batch date;
    v_others bigint;
    v_unreadable bigint;
    v_later bigint;
{% endif %}
{% if members.isInferable %}
    v_inferred bigint;
{% endif %}
begin
{% if members.deliversChanges %}
{% include "common/record_changes.sql" %}
{% else %}
{% include "common/record_snapshot.sql" %}
{% endif %}

{% if outriggers is not empty %}
    -- Whom they name now, and who may not be there yet.
{% include "common/name_outriggers.sql" %}
{% endif %}
    delete from {{ area }}_staging.batches_{{ table.name }} where batch_date = p_batch_date;

    insert into {{ area }}_staging.batches_{{ table.name }} (batch_date, is_incomplete)
    values (p_batch_date, {% if members.deliversChanges %}false{% else %}v_unreadable > 0{% endif %});

{% if members.isType2 %}
{% include "common/merge_versions.sql" %}
{% else %}
{% include "common/merge_newest.sql" %}
{% endif %}
{% if members.isInferable %}

{% include "common/infer_members.sql" %}
{% endif %}
end
$$;
