import type { Actor } from '../../libs/domain/handling/world.js';
import type { Post, PostRole } from '../../libs/domain/people.js';

/** Someone who holds posts, and is perhaps a member. */
export function person(name: string, posts: readonly [PostRole, string][], member: string | null = null): Actor {
  const held = posts.map(([role, organisation]): Post => ({ role, organisation, from: '2015-01-01', until: null }));
  return { kind: 'PERSON', person: name, member, posts: held };
}

/** A member without any post. */
export const member = (id: string): Actor => person(id, [], id);
