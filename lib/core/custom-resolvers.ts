import {
  type ApiObject,
  type App,
  ImplicitTokenResolver,
  LazyResolver,
  NumberStringUnionResolver,
  resolve,
} from 'cdk8s';
import { RootState } from './root-state';

/** Whether the app of a tree was given resolvers beside those that every app has. */
const hasCustomResolvers = new RootState((root) => {
  const resolvers = (root as Partial<App>).resolvers ?? [];
  return resolvers.some(
    (resolver) =>
      !(resolver instanceof LazyResolver) &&
      !(resolver instanceof ImplicitTokenResolver) &&
      !(resolver instanceof NumberStringUnionResolver),
  );
});

/** A draft of an object after the resolvers that its app was given, such as those for tokens of another framework. */
export function withCustomResolvers(object: ApiObject, draft: object): unknown {
  return hasCustomResolvers.of(object) ? (resolve([], draft, object) as unknown) : draft;
}
