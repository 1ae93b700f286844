-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure {{ area }}.sweep_{{ table.name }}()
language plpgsql
as $$
begin
    delete from {{ area }}_staging.touched_{{ table.name }}
    where {{ table.keyColumn }} in (
        select {{ table.keyColumn }}
        from {{ area }}_staging.history_{{ table.name }}
        where _row_hash is not null
    );

{% for reference in references %}
    delete from {{ area }}_staging.touched_{{ table.name }}
    where {{ table.keyColumn }} in (select {{ reference.column }} from {{ area }}.{{ reference.table }});

    delete from {{ area }}_staging.touched_{{ table.name }}
    where {{ table.keyColumn }} in (select {{ reference.column }} from {{ area }}_staging.superseded_{{ reference.table }});

{% endfor %}
    delete from {{ area }}.{{ table.name }}
    where {{ table.keyColumn }} in (select {{ table.keyColumn }} from {{ area }}_staging.touched_{{ table.name }});
end
$$;
