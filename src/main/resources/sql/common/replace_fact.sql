-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.grain | join(', ') }}{% if acrossBatches == 'all' %} and batch{% endif %}.
create or replace procedure {{ area }}.replace_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
{% if acrossBatches != 'all' or table.resolved is not empty %}
declare
{% endif %}
{% if acrossBatches != 'all' %}
    v_superseded bigint;
    v_others bigint;
{% if table.isGrainDated %}
    v_first_date integer;
    v_last_date integer;
{% endif %}
{% endif %}
{% if hasVersions %}
    v_since integer;
{% endif %}
{% if hasUnknown %}
    v_arrived bigint;
{% endif %}
begin
{% for reference in inferred %}{% for place in reference.places %}
    -- Members that only these rows may have named.
    insert into {{ area }}_staging.touched_{{ reference.dimension }} ({{ reference.memberKey }})
    select distinct fact.{{ reference.member }}
    from {{ place }} as fact
    inner join {{ area }}.{{ reference.dimension }} as dimension
        on dimension.{{ reference.memberKey }} = fact.{{ reference.member }}
        and dimension.is_inferred
    where fact._batch_date = p_batch_date;

{% endfor %}{% endfor %}
    -- What this batch contributed before.
    delete from {{ area }}.{{ table.name }} where _batch_date = p_batch_date;
{% if acrossBatches != 'all' %}
    delete from {{ area }}_staging.superseded_{{ table.name }} where _batch_date = p_batch_date;
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
{% for name in table.grain %}
                {{ name }},
{% endfor %}
                {% if acrossBatches == 'first' %}min{% else %}max{% endif %}(_batch_date) as _batch_date
            from {{ area }}_staging.superseded_{{ table.name }}
            group by
{% for name in table.grain %}
                {{ name }}{% if not loop.last %},{% endif %}

{% endfor %}
        ) as winner
            on winner._batch_date = superseded._batch_date
{% for name in table.grain %}
            and winner.{{ name }} = superseded.{{ name }}
{% endfor %}
        left join {{ area }}.{{ table.name }} as present
{% for name in table.grain %}
            {% if loop.first %}on{% else %}and{% endif %} present.{{ name }} = superseded.{{ name }}
{% endfor %}{% if table.isGrainDated %}
            and present.date_key = superseded.date_key
{% endif %}
        where present._batch_date is null;

        delete from {{ area }}_staging.superseded_{{ table.name }}
        using {{ area }}.{{ table.name }}
        where {{ table.name }}._batch_date = superseded_{{ table.name }}._batch_date
{% for name in table.grain %}
            and {{ table.name }}.{{ name }} = superseded_{{ table.name }}.{{ name }}{% if loop.last %};{% endif %}

{% endfor %}
    end if;

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

        select count(*)
        into v_others
        from (
            select 1
            from {{ area }}.{{ table.name }}
            where date_key between v_first_date and v_last_date
            limit 1
        ) as first_row;
    end if;

{% endif %}
    if v_others > 0 then
        -- Rows that give way to this batch's.
        insert into {{ area }}_staging.superseded_{{ table.name }}
        select present.*
        from {{ area }}.{{ table.name }} as present
        inner join {{ area }}_staging.staging_{{ table.name }} as staged
            on staged._run_id = p_run_id
{% for name in table.grain %}
            and staged.{{ name }} = present.{{ name }}
{% endfor %}
        where present._batch_date {% if acrossBatches == 'first' %}>{% else %}<{% endif %} p_batch_date{% if table.isGrainDated %}

            and present.date_key between v_first_date and v_last_date{% endif %};

        delete from {{ area }}.{{ table.name }}
        using {{ area }}_staging.superseded_{{ table.name }}
        where superseded_{{ table.name }}._batch_date = {{ table.name }}._batch_date{% if table.isGrainDated %}

            and {{ table.name }}.date_key between v_first_date and v_last_date{% endif %}

{% for name in table.grain %}
            and superseded_{{ table.name }}.{{ name }} = {{ table.name }}.{{ name }}{% if loop.last %};{% endif %}

{% endfor %}
    end if;

    -- Rows of this batch that give way to another's.
    insert into {{ area }}_staging.superseded_{{ table.name }} (
{% for name in table.columnNames %}
        {{ name }},
{% endfor %}
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
    inner join {{ area }}.{{ table.name }} as present
{% for name in table.grain %}
        {% if loop.first %}on{% else %}and{% endif %} present.{{ name }} = staged.{{ name }}
{% endfor %}
    where staged._run_id = p_run_id
        and v_others > 0{% if table.isGrainDated %}

        and present.date_key between v_first_date and v_last_date{% endif %};
{% endif %}

    insert into {{ area }}.{{ table.name }} (
{% for name in table.columnNames %}
        {{ name }},
{% endfor %}
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
{% if acrossBatches != 'all' %}
    left join {{ area }}.{{ table.name }} as present
        on v_others > 0
{% for name in table.grain %}
        and present.{{ name }} = staged.{{ name }}
{% endfor %}{% if table.isGrainDated %}
        and present.date_key between v_first_date and v_last_date
{% endif %}
{% endif %}
    where staged._run_id = p_run_id{% if acrossBatches != 'all' %}

        and present._batch_date is null{% endif %};

    get diagnostics p_rows = row_count;
end
$$;
