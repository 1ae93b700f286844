-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.keyColumn }}.
-- An older batch adds members that are new, and never overwrites a newer batch's values.
create or replace procedure {{ area }}.merge_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    delete from {{ area }}_staging.changed_{{ table.name }};

    insert into {{ area }}_staging.changed_{{ table.name }} (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _run_id
    )
    select
{% for name in table.stagedColumns %}
        staged.{{ name }},
{% endfor %}
        staged._run_id
    from {{ area }}_staging.staging_{{ table.name }} as staged
    left join {{ area }}.{{ table.name }} as present
        on present.{{ table.keyColumn }} = staged.{{ table.keyColumn }}
    where staged._run_id = p_run_id
        and (
            present.{{ table.keyColumn }} is null
            or present._batch_date < p_batch_date
            or (present._batch_date = p_batch_date and present._row_hash <> staged._row_hash)
        );

    get diagnostics p_rows = row_count;

    merge into {{ area }}.{{ table.name }}
    using {{ area }}_staging.changed_{{ table.name }} as changed
    on {{ table.name }}.{{ table.keyColumn }} = changed.{{ table.keyColumn }}
    when matched then update set
{% for name in table.stagedColumns %}{% if name != table.keyColumn %}
        {{ name }} = changed.{{ name }},
{% endif %}{% endfor %}
        _batch_date = p_batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
{% for name in table.stagedColumns %}
        changed.{{ name }},
{% endfor %}
        p_batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
