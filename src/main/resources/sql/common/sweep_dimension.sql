-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure {{ area }}.sweep_{{ table.name }}()
language plpgsql
as $$
begin
    delete from {{ area }}.{{ table.name }}
    using (
        select touched.{{ table.keyColumn }}
        from {{ area }}_staging.touched_{{ table.name }} as touched
        left join {{ area }}_staging.history_{{ table.name }} as history
            on history.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
            and history._row_hash is not null
{% for reference in references %}
        left join {{ area }}.{{ reference.table }} as fact_{{ loop.index }}
            on fact_{{ loop.index }}.{{ reference.column }} = touched.{{ table.keyColumn }}
        left join {{ area }}_staging.superseded_{{ reference.table }} as superseded_{{ loop.index }}
            on superseded_{{ loop.index }}.{{ reference.column }} = touched.{{ table.keyColumn }}
{% endfor %}
        where history.{{ table.keyColumn }} is null
{% for reference in references %}
            and fact_{{ loop.index }}.{{ reference.column }} is null
            and superseded_{{ loop.index }}.{{ reference.column }} is null
{% endfor %}
    ) as gone
    where gone.{{ table.keyColumn }} = {{ table.name }}.{{ table.keyColumn }};
end
$$;
