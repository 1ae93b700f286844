-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.grain | join(', ') }}{% if acrossBatches == 'all' %} and batch{% endif %}.
-- Runs after retract_{{ table.name }}.
create or replace procedure {{ area }}_staging.replace_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
{% if acrossBatches != 'all' %}
declare
    v_others bigint;
{% if table.isGrainDated %}
    v_first_date integer;
    v_last_date integer;
{% endif %}
{% endif %}
begin
{% for reference in revived %}
{% include "common/revive_members.sql" %}
{% endfor %}
{% if table.resolved is not empty %}
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze {{ area }}_staging.staging_{{ table.name }};

{% endif %}
{% if acrossBatches != 'all' %}
    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from {{ area }}.{{ table.name }}
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

{% if table.isGrainDated %}
    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from {{ area }}_staging.staging_{{ table.name }}
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from {{ area }}.{{ table.name }}
        where date_key between v_first_date and v_last_date;
    end if;

{% endif %}
    if v_others > 0 then
{% if table.resolved is empty %}
        -- The planner knows a former run's rows; with those in mind it may join row by row.
        analyze {{ area }}_staging.staging_{{ table.name }};

{% endif %}
        -- Rows that give way to this batch's.
        insert into {{ area }}_staging.superseded_{{ table.name }}
        select present.*
        from {{ area }}.{{ table.name }} as present
        inner join {{ area }}_staging.staging_{{ table.name }} as staged
            on staged._run_id = p_run_id
            and {{ equal(table.grain, nullable, "staged", "present", 12) }}
        where present._batch_date {% if acrossBatches == 'first' %}>{% else %}<{% endif %} p_batch_date{% if table.isGrainDated %}

            and present.date_key between v_first_date and v_last_date{% endif %};

{% if hasMarts and not table.isGrainDated %}
        insert into {{ area }}_staging.changed_dates (date_key)
        select distinct present.date_key
        from {{ area }}.{{ table.name }} as present
        inner join {{ area }}_staging.superseded_{{ table.name }} as superseded
            on superseded._batch_date = present._batch_date
            and {{ equal(table.grain, nullable, "superseded", "present", 12) }};

{% endif %}
        delete from {{ area }}.{{ table.name }}
        using {{ area }}_staging.superseded_{{ table.name }}
        where superseded_{{ table.name }}._batch_date = {{ table.name }}._batch_date{% if table.isGrainDated %}

            and {{ table.name }}.date_key between v_first_date and v_last_date{% endif %}

            and {{ equal(table.grain, nullable, "superseded_" ~ table.name, table.name, 12) }};
    end if;

    -- Rows of this batch that give way to another's.
    insert into {{ area }}_staging.superseded_{{ table.name }} (
        {{ columns(table.columnNames, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
{% include "common/fact_columns.sql" %}
        p_batch_date,
        p_run_id,
        p_loaded_at
    from {{ area }}_staging.staging_{{ table.name }} as staged
{% include "common/fact_rows_of_dimensions.sql" %}
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from {{ area }}.{{ table.name }} as present
            where {{ equal(table.grain, nullable, "present", "staged", 16) }}
{% if table.isGrainDated %}
                and present.date_key between v_first_date and v_last_date
{% endif %}
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from {{ area }}_staging.staging_{{ table.name }}
        using {{ area }}_staging.superseded_{{ table.name }}
        where superseded_{{ table.name }}._batch_date = p_batch_date
            and staging_{{ table.name }}._run_id = p_run_id
            and {{ equal(table.grain, nullable, "superseded_" ~ table.name, "staging_" ~ table.name, 12) }};
    end if;
{% endif %}

{% if isMonthly %}
    call {{ area }}_staging.partition_{{ table.name }}(p_run_id);

{% endif %}
    insert into {{ area }}.{{ table.name }} (
        {{ columns(table.columnNames, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
{% include "common/fact_columns.sql" %}
        p_batch_date,
        p_run_id,
        p_loaded_at
    from {{ area }}_staging.staging_{{ table.name }} as staged
{% include "common/fact_rows_of_dimensions.sql" %}
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;
{% for reference in inferred %}

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from {{ area }}_staging.touched_{{ reference.dimension }}
    where {{ reference.memberKey }} in (select {{ reference.member }} from {{ area }}_staging.staging_{{ table.name }} where _run_id = p_run_id)
        and {{ reference.memberKey }} in (select {{ reference.memberKey }} from {{ area }}.{{ reference.dimension }} where is_inferred);
{% endfor %}
{% for reference in kept %}

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from {{ area }}_staging.touched_{{ reference.dimension }}
    where {{ reference.memberKey }} in (select {{ reference.member }} from {{ area }}_staging.staging_{{ table.name }} where _run_id = p_run_id)
        and {{ reference.memberKey }} in (select {{ reference.memberKey }} from {{ area }}.{{ reference.dimension }} where _batch_date = date '0001-01-01');
{% endfor %}
{% if hasMarts %}

    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct date_key from {{ area }}_staging.staging_{{ table.name }} where _run_id = p_run_id;
{% endif %}
end
$$;
