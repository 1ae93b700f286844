{% if isDisplacing %}
-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. For what is added to a batch; runs before replace_{{ table.name }}.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure {{ area }}_staging.displace_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date
)
{% else %}
-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs before replace_{{ table.name }}, while its rows may still be on their way.
-- Takes out what the batch contributed, as if it had never been loaded.
create or replace procedure {{ area }}_staging.retract_{{ table.name }}(p_batch_date date)
{% endif %}
language plpgsql
as $$
{% if isDisplacing or acrossBatches != 'all' or table.resolved is not empty %}
declare
{% endif %}
{% if isDisplacing %}
    v_displaced bigint;
{% endif %}
{% if acrossBatches != 'all' %}
    v_superseded bigint;
{% endif %}
{% if hasVersionsByDate %}
    v_since integer;
{% endif %}
{% if hasVersionsByTime %}
    v_since_time timestamp;
{% endif %}
{% if hasUnknown %}
    v_arrived bigint;
{% endif %}
begin
{% if isDisplacing %}
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze {{ area }}_staging.staging_{{ table.name }};

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from {{ area }}.{{ table.name }} as fact
        inner join {{ area }}_staging.staging_{{ table.name }} as staged
            on staged._run_id = p_run_id
            and {{ equal(table.grain, nullable, "staged", "fact", 12) }}
        where fact._batch_date = p_batch_date
{% if acrossBatches != 'all' %}

        union all

        select 1
        from {{ area }}_staging.superseded_{{ table.name }} as fact
        inner join {{ area }}_staging.staging_{{ table.name }} as staged
            on staged._run_id = p_run_id
            and {{ equal(table.grain, nullable, "staged", "fact", 12) }}
        where fact._batch_date = p_batch_date
{% endif %}
    ) as displaced;

{% endif %}
{% if hasMarts %}
    -- Dates of which marts change: those of the batch's rows, and those of rows whose members change.
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ area }}.{{ table.name }} as fact
    where fact._batch_date = p_batch_date{% if isDisplacing %}

        and v_displaced > 0
        and exists (
            select 1
            from {{ area }}_staging.staging_{{ table.name }} as staged
            where staged._run_id = p_run_id
                and {{ equal(table.grain, nullable, "staged", "fact", 16) }}
        ){% endif %};

{% for reference in martReferences %}
{% if reference.isRead %}
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ area }}.{{ table.name }} as fact
    inner join {{ area }}_staging.touched_{{ reference.dimension }} as touched
        on touched.{{ reference.memberKey }} = fact.{{ reference.member }}{% if reference.isType2 %}

    -- Of whom the batch says what stood already, nothing has changed.
    where touched.{{ reference.memberKey }} in (select {{ reference.memberKey }} from {{ area }}_staging.changed_{{ reference.dimension }})
        or touched.{{ reference.memberKey }} not in (select {{ reference.memberKey }} from {{ area }}_staging.versions_{{ reference.dimension }}){% endif %};

{% endif %}
{% if reference.isResolved %}
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ area }}.{{ table.name }} as fact
    inner join {{ area }}_staging.moved_{{ reference.dimension }} as moved
        on moved.{{ reference.memberKey }} = fact.{{ reference.member }}
        and moved._facts_from <= {{ moment(reference.moment, "fact") }}
        and moved._facts_until > {{ moment(reference.moment, "fact") }};

{% endif %}
{% endfor %}
{% for reference in martOutriggers %}
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ area }}.{{ table.name }} as fact
    inner join {{ area }}.{{ reference.between }} as between_them
        on between_them.{{ reference.memberKey }} = fact.{{ reference.member }}
    inner join {{ area }}_staging.touched_{{ reference.outrigger }} as touched
        on touched.{{ reference.outriggerKey }} = between_them.{{ reference.column }};

{% endfor %}
{% endif %}
{% for reference in inferred %}{% for place in reference.places %}
    -- Members that only these rows may have named.
    insert into {{ area }}_staging.touched_{{ reference.dimension }} ({{ reference.memberKey }})
    select named.{{ reference.member }}
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.{{ reference.member }}
        from {{ place }} as fact
        where fact._batch_date = p_batch_date{% if isDisplacing %}

            and v_displaced > 0
            and exists (
                select 1
                from {{ area }}_staging.staging_{{ table.name }} as staged
                where staged._run_id = p_run_id
                    and {{ equal(table.grain, nullable, "staged", "fact", 20) }}
            ){% endif %}

    ) as named
    inner join (
        select distinct {{ reference.memberKey }}
        from {{ area }}.{{ reference.dimension }} as dimension
        where dimension.is_inferred
    ) as present
        on present.{{ reference.memberKey }} = named.{{ reference.member }};

{% endfor %}{% endfor %}
{% for reference in kept %}{% for place in reference.places %}
    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into {{ area }}_staging.touched_{{ reference.dimension }} ({{ reference.memberKey }})
    select named.{{ reference.member }}
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.{{ reference.member }}
        from {{ place }} as fact
        where fact._batch_date = p_batch_date{% if isDisplacing %}

            and v_displaced > 0
            and exists (
                select 1
                from {{ area }}_staging.staging_{{ table.name }} as staged
                where staged._run_id = p_run_id
                    and {{ equal(table.grain, nullable, "staged", "fact", 20) }}
            ){% endif %}

    ) as named
    inner join (
        select distinct {{ reference.memberKey }}
        from {{ area }}.{{ reference.dimension }} as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.{{ reference.memberKey }} = named.{{ reference.member }};

{% endfor %}{% endfor %}
    delete from {{ area }}.{{ table.name }}
    where _batch_date = p_batch_date{% if isDisplacing %}

        and v_displaced > 0
        and exists (
            select 1
            from {{ area }}_staging.staging_{{ table.name }} as staged
            where staged._run_id = p_run_id
                and {{ equal(table.grain, nullable, "staged", table.name, 16) }}
        ){% endif %};
{% if acrossBatches != 'all' %}
    delete from {{ area }}_staging.superseded_{{ table.name }}
    where _batch_date = p_batch_date{% if isDisplacing %}

        and v_displaced > 0
        and exists (
            select 1
            from {{ area }}_staging.staging_{{ table.name }} as staged
            where staged._run_id = p_run_id
                and {{ equal(table.grain, nullable, "staged", "superseded_" ~ table.name, 16) }}
        ){% endif %};
{% endif %}
{% for key in table.resolved %}
{% include "common/move_facts.sql" %}
{% endfor %}
{% if acrossBatches != 'all' %}

    -- Rows that had given way to it return; of several, the {{ acrossBatches }} batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from {{ area }}_staging.superseded_{{ table.name }}
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into {{ area }}.{{ table.name }}
        select superseded.*
        from {{ area }}_staging.superseded_{{ table.name }} as superseded
        inner join (
            select
                {{ columns(table.grain, "", 16) }},
                {% if acrossBatches == 'first' %}min{% else %}max{% endif %}(_batch_date) as _batch_date
            from {{ area }}_staging.superseded_{{ table.name }}
            group by
                {{ columns(table.grain, "", 16) }}
        ) as winner
            on winner._batch_date = superseded._batch_date
            and {{ equal(table.grain, nullable, "winner", "superseded", 12) }}
        left join {{ area }}.{{ table.name }} as present
            on {{ equal(table.grain, nullable, "present", "superseded", 12) }}
{% if table.isGrainDated %}
            and present.date_key = superseded.date_key
{% endif %}
        where present._batch_date is null;

{% if hasMarts and not table.isGrainDated %}
        insert into {{ area }}_staging.changed_dates (date_key)
        select distinct returned.date_key
        from {{ area }}.{{ table.name }} as returned
        inner join {{ area }}_staging.superseded_{{ table.name }} as superseded
            on superseded._batch_date = returned._batch_date
            and {{ equal(table.grain, nullable, "superseded", "returned", 12) }};

{% endif %}
        delete from {{ area }}_staging.superseded_{{ table.name }}
        using {{ area }}.{{ table.name }}
        where {{ table.name }}._batch_date = superseded_{{ table.name }}._batch_date
            and {{ equal(table.grain, nullable, table.name, "superseded_" ~ table.name, 12) }};
    end if;
{% endif %}
end
$$;
