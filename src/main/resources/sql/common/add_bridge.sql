-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.grain | join(', ') }}.
-- A group's key is made of its elements, so that a group never changes: new ones are added.
create or replace procedure {{ area }}.add_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    -- A group belongs to the earliest batch that brought it, in whichever order they are loaded.
    update {{ area }}.{{ table.name }}
    set _batch_date = p_batch_date
    from {{ area }}_staging.staging_{{ table.name }} as staged
    where {{ table.name }}._batch_date > p_batch_date
        and staged._run_id = p_run_id
{% for name in table.grain %}
        and staged.{{ name }} = {{ table.name }}.{{ name }}{% if loop.last %};{% endif %}

{% endfor %}

    insert into {{ area }}.{{ table.name }} (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
{% for name in table.stagedColumns %}
        staged.{{ name }},
{% endfor %}
        p_batch_date,
        p_run_id,
        p_loaded_at
    from {{ area }}_staging.staging_{{ table.name }} as staged
    left join {{ area }}.{{ table.name }} as present
{% for name in table.grain %}
        {% if loop.first %}on{% else %}and{% endif %} present.{{ name }} = staged.{{ name }}
{% endfor %}
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows = row_count;
end
$$;
