"""A mission cannot end before its launch.

The two instants stand in two tables, where no check constraint reaches, so a trigger on each side holds the rule. On
PostgreSQL it is checked when the transaction commits; SQLite checks each statement.

SQLite rebuilds a table to change it, and its triggers are lost with the old one: a migration that alters either table
drops them first, with `unguarded`, and creates them again last, with `guarded`.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "mission_end_after_launch"
FLIGHT, LAUNCH = "catalog_spacecraftflight", "catalog_launch"

SQLITE = [
    f"""
    CREATE TRIGGER {MESSAGE}_{event.lower()} BEFORE {event} ON {FLIGHT}
    WHEN NEW.mission_end < (SELECT net FROM {LAUNCH} WHERE id = NEW.launch_id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for event in ("INSERT", "UPDATE")
] + [
    f"""
    CREATE TRIGGER {MESSAGE}_net BEFORE UPDATE OF net ON {LAUNCH}
    WHEN EXISTS (SELECT 1 FROM {FLIGHT} WHERE launch_id = NEW.id AND mission_end < NEW.net)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION {MESSAGE}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM {FLIGHT} flight JOIN {LAUNCH} launch ON launch.id = flight.launch_id
            WHERE flight.mission_end < launch.net
            AND CASE TG_TABLE_NAME WHEN '{LAUNCH}' THEN launch.id::text ELSE flight.id::text END = NEW.id::text
        ) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE CONSTRAINT TRIGGER {MESSAGE} AFTER INSERT OR UPDATE ON {FLIGHT}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {MESSAGE}()
    """,
    f"""
    CREATE CONSTRAINT TRIGGER {MESSAGE}_net AFTER UPDATE OF net ON {LAUNCH}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {MESSAGE}()
    """,
]
UNDO = {
    "sqlite": [f"DROP TRIGGER {MESSAGE}_{name}" for name in ("insert", "update", "net")],
    "postgresql": [f"DROP FUNCTION {MESSAGE}() CASCADE"],
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement, params=None)


guarded = migrations.RunPython(create, drop)
unguarded = migrations.RunPython(drop, create)
